import type { Db } from "#db/db.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { remakeSlots } from "./make-slots.server.ts";
import { countSlotDown, countSlotUp, setSlotCapacity, setSlotsClosed } from "./slots.store.server.ts";
import { countDayDown, setDay } from "./days.store.server.ts";
import type { Slot } from "./slot.ts";
import { takePlace } from "./take-place.server.ts";

type Service = { id: string; pointId: string };

/** Gives one place of a slot and of its day back. */
async function givePlaceBack(trx: Db, slot: Slot): Promise<void> {
  invariant(await countSlotDown(trx, slot), "a place was given back that nobody had");
  invariant(
    await countDayDown(trx, { pointId: slot.pointId, serviceId: slot.serviceId, date: slot.date }),
    "a day's place was given back that nobody had",
  );
}

/** Moves one place from a slot to another of the same service. A full day may be moved within. */
async function movePlace(trx: Db, from: Slot, to: Slot): Promise<"taken" | "slot-full" | "day-full"> {
  if (from.date === to.date) {
    if (!(await countSlotUp(trx, to))) return "slot-full";
    invariant(await countSlotDown(trx, from), "a place was moved that nobody had");
    return "taken";
  }
  const taken = await takePlace(trx, to);
  if (taken === "taken") await givePlaceBack(trx, from);
  return taken;
}

/** Gives one of a day's quota back that a walk-in's number had. */
async function giveNumberBack(trx: Db, service: Service, date: CivilDate): Promise<void> {
  await countDayDown(trx, { pointId: service.pointId, serviceId: service.id, date });
}

/** Gives a slot another number of places; false when more are taken. */
const resize = (trx: Db, slot: Slot, capacity: number): Promise<boolean> => setSlotCapacity(trx, slot, capacity);

/** Opens slots again. */
const openSlots = (trx: Db, pointId: string, slotIds: string[]): Promise<void> =>
  setSlotsClosed(trx, pointId, slotIds, false);

/** Sets a day's quota and whether it is closed; false when more of it is taken than the quota. The day has a row. */
const changeDay = (
  trx: Db,
  service: Service,
  date: CivilDate,
  to: { quota: number | null; closed: boolean },
): Promise<boolean> => setDay(trx, { pointId: service.pointId, serviceId: service.id, date }, to);

/**
 * Everything that may make places free, each inside the caller's transaction. Only `freePlaces` of bookings hands it out:
 * what comes free is offered to whoever waits, before anybody else can have it.
 */
export const RAISING = { givePlaceBack, movePlace, giveNumberBack, resize, openSlots, changeDay, remakeSlots };
export type Raising = typeof RAISING;
