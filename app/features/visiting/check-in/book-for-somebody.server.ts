import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { addDevice } from "#app/features/people/sessions/begin-session.server.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable } from "#app/features/visiting/services/service.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import { takePlace } from "#app/features/visiting/slots/take-place.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { writeBooking, type BookingRequest } from "#app/features/visiting/bookings/book-slot.server.ts";
import type { BookingView } from "#app/features/visiting/bookings/booking.ts";
import { standsInTheWay } from "#app/features/visiting/bookings/hold-place.server.ts";
import { keepAnswer, keptAnswerOf } from "#app/features/visiting/bookings/kept-answers.store.server.ts";

export type BookedForSomebody =
  | { kind: "booked"; booking: BookingView; replayed: boolean }
  | { kind: "no-such-slot" }
  | { kind: "key-reused" }
  | { kind: "slot-full" }
  | { kind: "day-full" }
  | { kind: "slot-over" }
  | { kind: "already-booked"; bookingId: string };

/**
 * Staff of a point book for whoever stands there or phones; for `deviceId` it is a follow-up that its rider sees too.
 * No notice is wanted, only that the slot is not over. The same key answers what it answered first.
 */
export async function bookForSomebody(
  app: App,
  actor: Actor & { deviceId: string },
  pointId: string,
  key: string,
  request: BookingRequest & { deviceId?: string | undefined },
): Promise<BookedForSomebody> {
  const now = app.clock.now();
  const requestHash = hashOf(JSON.stringify([pointId, request]));
  return inTransaction(app.db, async (trx): Promise<BookedForSomebody> => {
    const kept = await keptAnswerOf(trx, actor.deviceId, key);
    if (kept)
      return kept.requestHash === requestHash
        ? { kind: "booked", booking: kept.booking, replayed: true }
        : { kind: "key-reused" };
    const slot = await findSlot(trx, request.slotId);
    const service = slot && (await findService(trx, slot.serviceId));
    const point = slot && (await findPoint(trx, slot.pointId));
    if (!slot || !service || !point || slot.pointId !== pointId || !isBookable(service))
      return { kind: "no-such-slot" };
    if (slot.end <= now) return { kind: "slot-over" };
    if (request.topicId && !service.topics.some(({ id }) => id === request.topicId)) return { kind: "no-such-slot" };
    // Whoever had themselves forgotten has no device any more: what is booked for them now is as for a walk-in.
    const followed =
      request.deviceId !== undefined && (await sealOf(app, trx, request.deviceId)) !== undefined
        ? request.deviceId
        : undefined;
    const rider = { deviceId: followed ?? (await addDevice(app, trx, "zh", now)) };
    const clash = followed ? await standsInTheWay(trx, rider.deviceId, slot) : undefined;
    if (clash) return { kind: "already-booked", bookingId: clash.id };
    const taken = await takePlace(trx, slot);
    if (taken !== "taken") return { kind: taken };
    const booking = await writeBooking(app, trx, rider, { slot, service, point }, request, now, {
      kind: actor.kind,
      id: actor.id,
    });
    await keepAnswer(trx, actor.deviceId, key, { requestHash, booking }, now);
    return { kind: "booked", booking, replayed: false };
  });
}
