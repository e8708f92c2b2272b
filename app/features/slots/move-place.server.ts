import type { Db } from "#db/connection.server.ts";
import { invariant } from "#app/platform/invariant.ts";
import { givePlaceBack } from "./give-place-back.server.ts";
import { countSlotDown, countSlotUp } from "./slots.store.server.ts";
import type { Slot } from "./slot.ts";
import { takePlace } from "./take-place.server.ts";

/** Moves one place from a slot to another of the same service, inside the caller's transaction. A full day may be moved within. */
export async function movePlace(trx: Db, from: Slot, to: Slot): Promise<"taken" | "slot-full" | "day-full"> {
  if (from.date === to.date) {
    if (!(await countSlotUp(trx, to))) return "slot-full";
    invariant(await countSlotDown(trx, from), "a place was moved that nobody had");
    return "taken";
  }
  const taken = await takePlace(trx, to);
  if (taken === "taken") await givePlaceBack(trx, from);
  return taken;
}
