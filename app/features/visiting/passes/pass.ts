import type { GoThereLinks } from "#app/features/places/points/go-there.ts";
import type { Point } from "#app/features/places/points/point.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";

/** A pass as its rider's phone keeps it: what is shown at the door and how to get there. What it is about is not part of it. */
export interface Pass {
  booking: Booking;
  service: Service;
  point: Point;
  qr: { size: number; path: string };
  links: GoThereLinks;
  until: Instant;
}

/** The same without what tells of somebody's health or business: topics stay on the server. */
export function withoutTopic<T extends Pick<Pass, "booking" | "service">>(pass: T): T {
  return { ...pass, booking: { ...pass.booking, topicId: null }, service: { ...pass.service, topics: [] } };
}
