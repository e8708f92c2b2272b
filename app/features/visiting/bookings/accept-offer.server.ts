import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { writeBooking } from "./book-slot.server.ts";
import { viewOf, type BookingView } from "./booking.ts";
import { bookingOf } from "./bookings.store.server.ts";
import { standsInTheWay } from "./hold-place.server.ts";
import { setWaitingStatus, waitingOf } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

export type Accepted =
  | { kind: "accepted"; booking: BookingView }
  | { kind: "no-such-offer" }
  | { kind: "offer-over" }
  | { kind: "already-booked"; bookingId: string };

/** Turns an offered place into a booking before its deadline; again answers the same booking. */
export async function acceptOffer(app: App, rider: Rider, id: string): Promise<Accepted> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Accepted> => {
    const waiting = await waitingOf(trx, rider.deviceId, id);
    const slot = waiting && (await findSlot(trx, waiting.slotId));
    const service = slot && (await findService(trx, slot.serviceId));
    const point = slot && (await findPoint(trx, slot.pointId));
    if (!waiting || !slot || !service || !point || waiting.status === "waiting") return { kind: "no-such-offer" };
    if (waiting.status === "accepted" && waiting.bookingId) {
      const booking = await bookingOf(trx, rider.deviceId, waiting.bookingId);
      if (booking) return { kind: "accepted", booking: viewOf(booking, service, point) };
    }
    if (waiting.status !== "offered" || !waiting.offerUntil || waiting.offerUntil <= now) return { kind: "offer-over" };
    const clash = await standsInTheWay(trx, rider.deviceId, slot);
    if (clash) return { kind: "already-booked", bookingId: clash.id };
    const request = {
      slotId: slot.id,
      riderKind: waiting.riderKind,
      ...(waiting.topicId && { topicId: waiting.topicId }),
    };
    const booking = await writeBooking(app, trx, rider, { slot, service, point }, request, now);
    invariant(
      await setWaitingStatus(trx, waiting, "accepted", now, { bookingId: booking.id }),
      "an offer changed under its own transaction",
    );
    return { kind: "accepted", booking };
  });
}
