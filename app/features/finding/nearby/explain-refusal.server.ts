import type { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import type { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { offerTimes } from "#app/features/visiting/slots/offer-times.server.ts";
import type { ShownRefusal } from "#app/features/visiting/bookings/shown-refusal.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import type { App } from "#app/platform/app.ts";
import { findNearestFit } from "./find-nearest-fit.server.ts";

type Refused =
  | Exclude<Awaited<ReturnType<typeof bookSlot>>, { kind: "booked" }>
  | Exclude<Awaited<ReturnType<typeof joinWaitlist>>, { kind: "joined" }>;

/** A refusal as the page tells it: why, and what is left: the next free times, the booking in the way, the nearest point that fits. */
export async function explainRefusal(app: App, outcome: Refused, riderKind: RiderKind): Promise<ShownRefusal> {
  switch (outcome.kind) {
    case "slot-full":
    case "day-full":
      return {
        kind: outcome.kind === "slot-full" ? "full" : "day-full",
        slotId: outcome.slot.id,
        start: outcome.slot.start,
        waiting: outcome.waiting,
        others: await nextTimes(app, outcome.slot, riderKind),
      };
    case "already-booked":
      return { kind: "already-booked", bookingId: outcome.bookingId };
    case "not-for-you": {
      const fit = await findNearestFit(app, outcome.point.place, outcome.point.kinds[0], riderKind, app.clock.now());
      return {
        kind: "not-for-you",
        for: outcome.service.forKinds,
        nearest: fit ? { id: fit.point.id, name: fit.point.name } : null,
      };
    }
    case "no-such-slot":
    case "no-such-topic":
    case "key-reused":
      return { kind: "gone" };
    default:
      return { kind: outcome.kind };
  }
}

/** The next three free times of the same day, or of the first day that has any. */
async function nextTimes(app: App, slot: Slot, riderKind: RiderKind): Promise<{ id: string; start: Slot["start"] }[]> {
  const service = await findService(app.db, slot.serviceId);
  const point = service && (await findPoint(app.db, service.pointId));
  if (!service || !point) return [];
  const times = await offerTimes(app, service, point, { date: slot.date, riderKind });
  const free = [...times.offPeak, ...times.peak];
  const later = free.filter((one) => one.start > slot.start);
  return (later.length > 0 ? later : free)
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .slice(0, 3)
    .map(({ id, start }) => ({ id, start }));
}
