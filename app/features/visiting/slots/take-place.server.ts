import type { Db } from "#db/db.ts";
import { countSlotDown, countSlotUp } from "./slots.store.server.ts";
import { countDayUp } from "./days.store.server.ts";
import type { Slot } from "./slot.ts";

/**
 * Takes one place of a slot and one of its day's quota, both or neither. Runs inside the caller's
 * transaction; `slot-full` and `day-full` also answer for a slot or day that is closed.
 */
export async function takePlace(trx: Db, slot: Slot): Promise<"taken" | "slot-full" | "day-full"> {
  if (!(await countSlotUp(trx, slot))) return "slot-full";
  if (await countDayUp(trx, { pointId: slot.pointId, serviceId: slot.serviceId, date: slot.date })) return "taken";
  await countSlotDown(trx, slot);
  return "day-full";
}
