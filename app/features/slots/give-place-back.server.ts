import type { Db } from "#db/connection.server.ts";
import { invariant } from "#app/platform/invariant.ts";
import { countDayDown, countSlotDown } from "./slots.store.server.ts";
import type { Slot } from "./slot.ts";

/** Gives one place of a slot and of its day back, inside the caller's transaction. */
export async function givePlaceBack(trx: Db, slot: Slot): Promise<void> {
  invariant(await countSlotDown(trx, slot), "a place was given back that nobody had");
  invariant(await countDayDown(trx, { pointId: slot.pointId, serviceId: slot.serviceId, date: slot.date }), "a day's place was given back that nobody had");
}
