import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import { cancellableUntil } from "#app/features/visiting/slots/slot.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor, Facts } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { Instant } from "#app/time/instant.ts";
import { canBecome, viewOf, type Booking, type BookingView } from "./booking.ts";
import { bookingForSystem, bookingOf, setStatus } from "./bookings.store.server.ts";
import { freePlaces } from "./free-places.server.ts";

export type Cancelled =
  | { kind: "cancelled"; booking: BookingView }
  | { kind: "no-such-booking" }
  | { kind: "too-late" }
  | { kind: "not-possible"; status: Booking["status"] };

/** A rider gives a booking back, up to its last moment; again changes nothing. */
export async function cancelBooking(app: App, rider: Rider, id: string): Promise<Cancelled> {
  return cancel(app, { kind: "rider", id: rider.deviceId }, (trx) => bookingOf(trx, rider.deviceId, id));
}

/** The desk takes a booking back, at any moment; its rider is told. */
export async function cancelForRider(app: App, actor: Actor, id: string): Promise<Cancelled> {
  return cancel(app, actor, (trx) => bookingForSystem(trx, id));
}

/** Gives a booked place back inside the caller's transaction, and offers it on. `because` is noted with it. */
export async function cancelInside(
  app: App,
  trx: Db,
  actor: Actor,
  booking: Booking,
  slot: Slot,
  now: Instant,
  because: Facts = {},
): Promise<void> {
  invariant(await setStatus(trx, booking, "cancelled", now), "a booking changed under its own transaction");
  await record(trx, app.ids, now, {
    actor,
    verb: "booking.cancelled",
    subject: { kind: "booking", id: booking.id },
    pointId: booking.pointId,
    before: { status: booking.status, slot: slot.id },
    after: { status: "cancelled", ...because },
  });
  await freePlaces(app, trx, booking.serviceId, [booking.date], now, (raise) => raise.givePlaceBack(trx, slot));
}

async function cancel(
  app: App,
  actor: Actor,
  find: (trx: App["db"]) => Promise<Booking | undefined>,
): Promise<Cancelled> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Cancelled> => {
    const booking = await find(trx);
    const service = booking && (await findService(trx, booking.serviceId));
    const point = booking && (await findPoint(trx, booking.pointId));
    const slot = booking && (await findSlot(trx, booking.slotId));
    if (!booking || !service || !point || !slot) return { kind: "no-such-booking" };
    if (booking.status === "cancelled") return { kind: "cancelled", booking: viewOf(booking, service, point) };
    if (!canBecome(booking.status, "cancelled")) return { kind: "not-possible", status: booking.status };
    if (actor.kind === "rider" && now > cancellableUntil(booking.start, service.rules)) return { kind: "too-late" };
    await cancelInside(app, trx, actor, booking, slot, now);
    return { kind: "cancelled", booking: viewOf({ ...booking, status: "cancelled" }, service, point) };
  });
}
