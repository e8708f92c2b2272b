import { inTransaction } from "#db/transaction.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { keepDay } from "#app/features/visiting/slots/close-places.server.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import type { ServiceDay, Slot } from "#app/features/visiting/slots/slot.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";

export type SlotSet = { kind: "set"; slot: Slot } | { kind: "no-such-slot" } | { kind: "booked-more"; booked: number };

/** Gives a slot another number of places, no fewer than are taken. */
export async function resizeSlot(
  app: App,
  actor: Actor,
  pointId: string,
  slotId: string,
  capacity: number,
): Promise<SlotSet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SlotSet> => {
    const slot = await findSlot(trx, slotId);
    if (!slot || slot.pointId !== pointId) return { kind: "no-such-slot" };
    if (!(await freePlaces(app, trx, slot.serviceId, [slot.date], now, (raise) => raise.resize(trx, slot, capacity))))
      return { kind: "booked-more", booked: slot.booked };
    await record(trx, app.ids, now, {
      actor,
      verb: "slot.resized",
      subject: { kind: "slot", id: slotId },
      pointId,
      before: { capacity: slot.capacity },
      after: { capacity },
    });
    return { kind: "set", slot: (await findSlot(trx, slotId))! };
  });
}

/** Opens a closed slot again. */
export async function openSlot(app: App, actor: Actor, pointId: string, slotId: string): Promise<SlotSet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SlotSet> => {
    const slot = await findSlot(trx, slotId);
    if (!slot || slot.pointId !== pointId) return { kind: "no-such-slot" };
    await freePlaces(app, trx, slot.serviceId, [slot.date], now, (raise) => raise.openSlots(trx, pointId, [slotId]));
    await record(trx, app.ids, now, {
      actor,
      verb: "slot.opened",
      subject: { kind: "slot", id: slotId },
      pointId,
      before: {},
      after: {},
    });
    return { kind: "set", slot: { ...slot, closed: false } };
  });
}

export type DaySet =
  { kind: "set"; day: ServiceDay } | { kind: "no-such-service" } | { kind: "quota-spent"; booked: number };

/** Sets how many numbers a service has on a date, no fewer than are given out. Opens a closed date unless it `stays`; closing one is the bookings' work: its riders are told. */
export async function setServiceDay(
  app: App,
  actor: Actor,
  service: { id: string; pointId: string },
  date: CivilDate,
  quota: number | null,
  stays = false,
): Promise<DaySet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<DaySet> => {
    const known = await findService(trx, service.id);
    if (!known || known.pointId !== service.pointId) return { kind: "no-such-service" };
    const day = await keepDay(trx, known, date, known.rules.quota);
    const closed = stays && day.closed;
    if (
      !(await freePlaces(app, trx, service.id, [date], now, (raise) =>
        raise.changeDay(trx, service, date, { quota, closed }),
      ))
    )
      return { kind: "quota-spent", booked: day.booked };
    await record(trx, app.ids, now, {
      actor,
      verb: "day.set",
      subject: { kind: "service", id: service.id },
      pointId: service.pointId,
      before: { quota: day.quota, closed: day.closed },
      after: { date, quota, closed },
    });
    return { kind: "set", day: { ...day, quota, closed } };
  });
}
