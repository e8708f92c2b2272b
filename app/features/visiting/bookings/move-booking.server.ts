import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import { cancellableUntil, isInsideWindow, type Slot } from "#app/features/visiting/slots/slot.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { ERASE_AFTER_DAYS, viewOf, type Booking, type BookingView } from "./booking.ts";
import { bookingOf, setSlot } from "./bookings.store.server.ts";
import { freePlaces } from "./free-places.server.ts";
import { standsInTheWay } from "./hold-place.server.ts";
import { countWaiting } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

export type Moved =
  | { kind: "moved"; booking: BookingView }
  | { kind: "no-such-booking" }
  | { kind: "no-such-slot" }
  | { kind: "too-late" }
  | { kind: "outside-window" }
  | { kind: "slot-closed" }
  | { kind: "not-possible"; status: Booking["status"] }
  | { kind: "already-booked"; bookingId: string }
  | { kind: "slot-full"; slot: Slot; waiting: number }
  | { kind: "day-full"; slot: Slot; waiting: number };

/** Puts a rider's booking on another slot of the same service; the old place is kept when that fails. Again changes nothing. */
export async function moveBooking(app: App, rider: Rider, id: string, slotId: string): Promise<Moved> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Moved> => {
    const booking = await bookingOf(trx, rider.deviceId, id);
    const service = booking && (await findService(trx, booking.serviceId));
    const point = booking && (await findPoint(trx, booking.pointId));
    const from = booking && (await findSlot(trx, booking.slotId));
    if (!booking || !service || !point || !from) return { kind: "no-such-booking" };
    if (booking.slotId === slotId && booking.status === "booked")
      return { kind: "moved", booking: viewOf(booking, service, point) };
    if (booking.status !== "booked") return { kind: "not-possible", status: booking.status };
    const to = await findSlot(trx, slotId);
    if (!to || to.serviceId !== service.id) return { kind: "no-such-slot" };
    if (now > cancellableUntil(booking.start, service.rules)) return { kind: "too-late" };
    if (!isInsideWindow(to, service.rules, point.zone, now)) return { kind: "outside-window" };
    if (to.closed) return { kind: "slot-closed" };
    const clash = await standsInTheWay(trx, rider.deviceId, to, booking.id);
    if (clash) return { kind: "already-booked", bookingId: clash.id };
    const eraseAt = plusMinutes(to.end, ERASE_AFTER_DAYS * 1440);
    const taken = await freePlaces(app, trx, service.id, [from.date], now, async (raise) => {
      const moved = await raise.movePlace(trx, from, to);
      if (moved === "taken")
        invariant(await setSlot(trx, booking, to, eraseAt, now), "a booking changed under its own transaction");
      return moved;
    });
    if (taken !== "taken")
      return { kind: taken, slot: to, waiting: await countWaiting(trx, { pointId: to.pointId, slotId: to.id }) };
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: rider.deviceId },
      verb: "booking.moved",
      subject: { kind: "booking", id: booking.id },
      pointId: booking.pointId,
      before: { slot: from.id, starts_at: from.start },
      after: { slot: to.id, starts_at: to.start },
    });
    const moved = { ...booking, slotId: to.id, date: to.date, start: to.start, end: to.end };
    return { kind: "moved", booking: viewOf(moved, service, point) };
  });
}
