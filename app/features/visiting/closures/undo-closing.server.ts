import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { findSlot, findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { keepDay } from "#app/features/visiting/slots/close-places.server.ts";
import type { Raising } from "#app/features/visiting/slots/raise-places.server.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import { takePlace } from "#app/features/visiting/slots/take-place.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { ERASE_AFTER_DAYS, type Booking } from "#app/features/visiting/bookings/booking.ts";
import { bookingForSystem, setSlot, setStatus } from "#app/features/visiting/bookings/bookings.store.server.ts";
import type { Closure } from "./closure.ts";
import { closureById, closuresMadeAt, markUndone, movesOf, noteOpened } from "./closures.store.server.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";
import { standsInTheWay } from "#app/features/visiting/bookings/hold-place.server.ts";
import { endedWaitings, hasOpenWaiting, reopenWaiting } from "#app/features/visiting/waitlist/waitlist.store.server.ts";
import { datesOf } from "./close-slots.server.ts";

/** `away` are the codes of those who were not put back: they moved on themselves, or hold something else at that time. */
export type Undone =
  { kind: "undone"; back: number; away: string[] } | { kind: "no-such-closure" } | { kind: "too-late" };

/** Takes a closure back within its minute: the slots open, and everybody who may hold their place still is where they were. */
export async function undoClosure(app: App, actor: Actor, pointId: string, id: string): Promise<Undone> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Undone> => {
    const closure = await closureById(trx, pointId, id);
    const service = closure && (await findService(trx, closure.serviceId));
    if (!closure || !service) return { kind: "no-such-closure" };
    if (!(await markUndone(trx, closure, now))) return { kind: "too-late" };
    const moves = await movesOf(trx, closure);
    const dates = await datesOf(trx, closure, moves);
    const away: string[] = [];
    await freePlaces(app, trx, service.id, dates, now, async (raise) => {
      await open(trx, raise, service, closure);
      for (const move of moves) {
        const booking = await bookingForSystem(trx, move.bookingId);
        const from = await findSlot(trx, move.fromSlotId);
        if (
          booking &&
          !(from && (await putBack(app, trx, actor, { booking, from, toSlotId: move.toSlotId, now, raise })))
        )
          away.push(booking.code);
      }
      await putBackInLine(trx, closure, now);
    });
    await record(trx, app.ids, now, {
      actor,
      verb: closure.wholeDay ? "day.opened" : "slots.opened",
      subject: { kind: "service", id: service.id },
      pointId,
      before: {},
      after: { date: closure.date, closure: closure.id },
    });
    return { kind: "undone", back: moves.length - away.length, away };
  });
}

/** Opens what a closure closed. */
async function open(trx: Db, raise: Raising, service: Service, closure: Closure): Promise<void> {
  if (!closure.wholeDay) return raise.openSlots(trx, closure.pointId, closure.slotIds);
  const day = await keepDay(trx, service, closure.date, service.rules.quota);
  await raise.changeDay(trx, service, closure.date, { quota: day.quota, closed: false });
}

/** Puts back into their lines those whom a closure took out, where the slot is open now and nothing stands in their way. */
async function putBackInLine(trx: Db, closure: Closure, now: Instant): Promise<void> {
  for (const waiting of await endedWaitings(trx, closure.pointId, closure.slotIds, closure.madeAt)) {
    const slot = await findSlot(trx, waiting.slotId);
    if (!slot || slot.closed || slot.start <= now) continue;
    const { days } = await findSlots(trx, { id: slot.serviceId, pointId: slot.pointId }, slot.date, slot.date);
    if (
      days.get(slot.date)?.closed ||
      (await hasOpenWaiting(trx, waiting)) ||
      (await standsInTheWay(trx, waiting.deviceId, slot))
    )
      continue;
    await reopenWaiting(trx, waiting, now);
  }
}

interface Back {
  booking: Booking;
  from: Slot;
  toSlotId: string | null;
  now: Instant;
  raise: Raising;
}

async function putBack(
  app: App,
  trx: Db,
  actor: Actor,
  { booking, from, toSlotId, now, raise }: Back,
): Promise<boolean> {
  if (await standsInTheWay(trx, booking.deviceId, from, booking.id)) return false;
  if (toSlotId === null) {
    if (booking.status !== "cancelled" || (await takePlace(trx, from)) !== "taken") return false;
    invariant(await setStatus(trx, booking, "booked", now), "a booking changed under its own transaction");
  } else {
    const to = await findSlot(trx, toSlotId);
    if (
      !to ||
      booking.status !== "booked" ||
      booking.slotId !== toSlotId ||
      (await raise.movePlace(trx, to, from)) !== "taken"
    )
      return false;
    invariant(
      await setSlot(trx, booking, from, plusMinutes(from.end, ERASE_AFTER_DAYS * 1440), now),
      "a booking changed under its own transaction",
    );
  }
  await record(trx, app.ids, now, {
    actor,
    verb: "booking.moved",
    subject: { kind: "booking", id: booking.id },
    pointId: booking.pointId,
    before: { slot: toSlotId },
    after: { slot: from.id, starts_at: from.start, undone: true },
  });
  return true;
}

/** Opens the slots and dates from `from` on that one act closed at a moment, inside the caller's transaction. */
export async function openWhatClosedAt(
  app: App,
  trx: Db,
  madeAt: Instant,
  from: CivilDate,
  now: Instant,
): Promise<void> {
  for (const closure of await closuresMadeAt(trx, madeAt, from)) {
    const service = await findService(trx, closure.serviceId);
    if (service)
      await freePlaces(app, trx, service.id, [closure.date], now, (raise) => open(trx, raise, service, closure));
    await noteOpened(trx, closure, now);
  }
}
