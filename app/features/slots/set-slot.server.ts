import type { Db } from "#db/connection.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findService } from "#app/features/services/find-service.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import type { Actor } from "#app/features/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { daysOf, insertDays, setDay, setSlotCapacity, setSlotsClosed, slotOf } from "./slots.store.server.ts";
import type { ServiceDay, Slot } from "./slot.ts";

export type SlotSet = { kind: "set"; slot: Slot } | { kind: "no-such-slot" } | { kind: "booked-more"; booked: number };

/** Gives a slot another number of places, no fewer than are taken. */
export async function resizeSlot(app: App, actor: Actor, pointId: string, slotId: string, capacity: number): Promise<SlotSet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SlotSet> => {
    const slot = await slotOf(trx, slotId);
    if (!slot || slot.pointId !== pointId) return { kind: "no-such-slot" };
    if (!(await setSlotCapacity(trx, slot, capacity))) return { kind: "booked-more", booked: slot.booked };
    await record(trx, app.ids, now, { actor, verb: "slot.resized", subject: { kind: "slot", id: slotId }, pointId, before: { capacity: slot.capacity }, after: { capacity } });
    return { kind: "set", slot: { ...slot, capacity } };
  });
}

/** Opens a closed slot again. */
export async function openSlot(app: App, actor: Actor, pointId: string, slotId: string): Promise<SlotSet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SlotSet> => {
    const slot = await slotOf(trx, slotId);
    if (!slot || slot.pointId !== pointId) return { kind: "no-such-slot" };
    await setSlotsClosed(trx, pointId, [slotId], false);
    await record(trx, app.ids, now, { actor, verb: "slot.opened", subject: { kind: "slot", id: slotId }, pointId, before: {}, after: {} });
    return { kind: "set", slot: { ...slot, closed: false } };
  });
}

export type DaySet = { kind: "set"; day: ServiceDay } | { kind: "no-such-service" } | { kind: "quota-spent"; booked: number };

/** Sets how many numbers a service has on a date, no fewer than are given out. Opens a closed date unless it `stays`; closing one is the bookings' work: its riders are told. */
export async function setServiceDay(app: App, actor: Actor, service: { id: string; pointId: string }, date: CivilDate, quota: number | null, stays = false): Promise<DaySet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<DaySet> => {
    const known = await findService(trx, service.id);
    if (!known || known.pointId !== service.pointId) return { kind: "no-such-service" };
    const day = await keepDay(trx, known, date, known.rules.quota);
    const closed = stays && day.closed;
    if (!(await setDay(trx, { pointId: service.pointId, serviceId: service.id, date }, { quota, closed }))) return { kind: "quota-spent", booked: day.booked };
    await record(trx, app.ids, now, { actor, verb: "day.set", subject: { kind: "service", id: service.id }, pointId: service.pointId, before: { quota: day.quota, closed: day.closed }, after: { date, quota, closed } });
    return { kind: "set", day: { ...day, quota, closed } };
  });
}

/** The row of a service's date, made where there is none yet; inside the caller's transaction. */
export async function keepDay(trx: Db, service: { id: string; pointId: string }, date: CivilDate, quota: number | null): Promise<ServiceDay> {
  await insertDays(trx, service, [date], quota);
  return (await daysOf(trx, service, date, date)).get(date)!;
}

/** Closes slots or a whole date, or opens them again, inside the caller's transaction; what is booked there is the caller's to move. */
export async function setClosed(trx: Db, service: { id: string; pointId: string }, date: CivilDate, what: { slotIds: string[] } | { wholeDay: true; quota: number | null }, closed: boolean): Promise<void> {
  if ("slotIds" in what) return setSlotsClosed(trx, service.pointId, what.slotIds, closed);
  const day = await keepDay(trx, service, date, what.quota);
  await setDay(trx, { pointId: service.pointId, serviceId: service.id, date }, { quota: day.quota, closed });
}
