import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { findSlot, findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { closePlaces } from "#app/features/visiting/slots/close-places.server.ts";
import type { Raising } from "#app/features/visiting/slots/raise-places.server.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { ERASE_AFTER_DAYS, type Booking } from "#app/features/visiting/bookings/booking.ts";
import { bookingForSystem, setSlot, setStatus } from "#app/features/visiting/bookings/bookings.store.server.ts";
import { otherSlots, UNDO_SECONDS, type Closure, type ClosureMove } from "./closure.ts";
import {
  bookedOnSlots,
  insertClosure,
  insertMove,
  movesOf,
  openClosures,
  ridersMovedAt,
} from "./closures.store.server.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";
import { standsInTheWay } from "#app/features/visiting/bookings/hold-place.server.ts";
import { endWaiting } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { openWaitingsOn } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

export interface ClosingRequest {
  pointId: string;
  serviceId: string;
  date: CivilDate;
  /** The slots to close; without them the whole date. */
  slotIds?: string[] | undefined;
}

export type Closed =
  | { kind: "closed"; closure: Closure; moved: number; cancelled: number }
  | { kind: "no-such-service" }
  | { kind: "nothing-to-close" };

/**
 * Closes slots or a whole date of a service in one act. Every rider booked there is put on the nearest other slot that
 * is free, or, where there is none, cancelled; they are told when the minute of undoing is over.
 */
export async function closeSlots(app: App, actor: Actor, request: ClosingRequest): Promise<Closed> {
  const now = app.clock.now();
  return inTransaction(app.db, (trx) => closeInside(app, trx, actor, request, now));
}

/** The same inside the caller's transaction, as part of a wider act. */
export async function closeInside(
  app: App,
  trx: Db,
  actor: Actor,
  request: ClosingRequest,
  now: Instant,
): Promise<Closed> {
  const service = await findService(trx, request.serviceId);
  const point = service && (await findPoint(trx, service.pointId));
  if (!service || !point || service.pointId !== request.pointId) return { kind: "no-such-service" };
  const today = dateIn(point.zone, now);
  const wholeDay = request.slotIds === undefined;
  const onDate = (await findSlots(trx, service, request.date, request.date)).slots;
  const chosen = wholeDay ? onDate : onDate.filter(({ id, closed }) => request.slotIds!.includes(id) && !closed);
  if (!wholeDay && chosen.length === 0) return { kind: "nothing-to-close" };
  const closure: Closure = {
    id: app.ids.id(),
    pointId: point.id,
    serviceId: service.id,
    date: request.date,
    slotIds: chosen.map(({ id }) => id),
    wholeDay,
    madeAt: now,
    undoUntil: plusMinutes(now, UNDO_SECONDS / 60),
    undoneAt: null,
  };
  await closePlaces(trx, service, request.date, whatOf(closure, service));
  await insertClosure(trx, closure, actor.id);
  await record(trx, app.ids, now, {
    actor,
    verb: wholeDay ? "day.closed" : "slots.closed",
    subject: { kind: "service", id: service.id },
    pointId: point.id,
    before: {},
    after: { date: request.date, slots: chosen.length, closure: closure.id },
  });
  const counts = { moved: 0, cancelled: 0 };
  // What comes free of the day is offered on once everybody has been moved: they come first.
  await freePlaces(app, trx, service.id, [request.date], now, async (raise) => {
    for (const waiting of await openWaitingsOn(trx, point.id, closure.slotIds))
      await endWaiting(app, trx, waiting, "expired", actor, now, raise);
    // Whoever's time has come is here already, or will not come.
    for (const id of await bookedOnSlots(
      trx,
      point.id,
      chosen.filter(({ start }) => start > now).map(({ id }) => id),
    )) {
      const booking = await bookingForSystem(trx, id);
      const from = booking && chosen.find((slot) => slot.id === booking.slotId);
      if (booking && from)
        counts[await moveAway(app, trx, actor, { booking, from, service, closure, today, now, raise })]++;
    }
  });
  return { kind: "closed", closure, ...counts };
}

/** What a closure closes: its slots, or the whole date. */
const whatOf = ({ wholeDay, slotIds }: Closure, service: Service) =>
  wholeDay ? { wholeDay: true as const, quota: service.rules.quota } : { slotIds };

interface Away {
  booking: Booking;
  from: Slot;
  service: Service;
  closure: Closure;
  today: CivilDate;
  now: Instant;
  raise: Raising;
}

async function moveAway(
  app: App,
  trx: Db,
  actor: Actor,
  { booking, from, service, closure, today, now, raise }: Away,
): Promise<"moved" | "cancelled"> {
  const { slots, days } = await findSlots(trx, service, today, plusDays(today, service.rules.horizonDays));
  for (const to of otherSlots(from, slots, days, now)) {
    if (await standsInTheWay(trx, booking.deviceId, to, booking.id)) continue;
    if ((await raise.movePlace(trx, from, to)) !== "taken") continue;
    invariant(
      await setSlot(trx, booking, to, plusMinutes(to.end, ERASE_AFTER_DAYS * 1440), now),
      "a booking changed under its own transaction",
    );
    await insertMove(trx, closure, { bookingId: booking.id, fromSlotId: from.id, toSlotId: to.id });
    await record(trx, app.ids, now, {
      actor,
      verb: "booking.moved",
      subject: { kind: "booking", id: booking.id },
      pointId: booking.pointId,
      before: { slot: from.id, starts_at: from.start },
      after: { slot: to.id, starts_at: to.start, tell_at: closure.undoUntil },
    });
    return "moved";
  }
  invariant(await setStatus(trx, booking, "cancelled", now), "a booking changed under its own transaction");
  await raise.givePlaceBack(trx, from);
  await insertMove(trx, closure, { bookingId: booking.id, fromSlotId: from.id, toSlotId: null });
  await record(trx, app.ids, now, {
    actor,
    verb: "booking.cancelled",
    subject: { kind: "booking", id: booking.id },
    pointId: booking.pointId,
    before: { status: booking.status, slot: from.id },
    after: { status: "cancelled", tell_at: closure.undoUntil },
  });
  return "cancelled";
}

/** The dates on which undoing may make places free: the closed one, and those that its riders were moved to. */
export async function datesOf(trx: Db, closure: Closure, moves: ClosureMove[]): Promise<CivilDate[]> {
  const to = await Promise.all(moves.map(({ toSlotId }) => (toSlotId ? findSlot(trx, toSlotId) : undefined)));
  return [closure.date, ...to.flatMap((slot) => (slot ? [slot.date] : []))];
}

/** Closures of a point that can still be undone, with what they did. */
export async function findOpenClosures(
  db: Db,
  pointId: string,
  now: Instant,
): Promise<{ closure: Closure; moved: number; cancelled: number }[]> {
  return Promise.all(
    (await openClosures(db, pointId, now)).map(async (closure) => {
      const moves = await movesOf(db, closure);
      return {
        closure,
        moved: moves.filter(({ toSlotId }) => toSlotId !== null).length,
        cancelled: moves.filter(({ toSlotId }) => toSlotId === null).length,
      };
    }),
  );
}

/** Devices whose bookings one act moved or cancelled. */
export async function findRidersMoved(db: Db, madeAt: Instant): Promise<string[]> {
  return ridersMovedAt(db, madeAt);
}
