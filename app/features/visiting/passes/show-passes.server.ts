import type { Db } from "#db/db.ts";
import { goThereLinks } from "#app/features/places/points/go-there.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { cancellableUntil } from "#app/features/visiting/slots/slot.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { withoutTopic, type Pass } from "./pass.ts";
import { listBookings, showBooking, type ShownBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";

/** The most passes that a phone keeps. */
const MOST = 10;

/** One booking as it is shown at the door: its code as a picture, and ways to the point. */
export function passOf({ booking, service, point }: ShownBooking): Pass {
  return {
    booking,
    service,
    point,
    qr: qrPath(`NUANYI:${booking.code}`),
    links: goThereLinks(point.place, point.name),
    until: cancellableUntil(booking.start, service.rules),
  };
}

/** The passes that a rider's phone keeps for when there is no network, the next first; without topics, names and notes. */
export async function keptPasses(db: Db, rider: Rider, now: Instant): Promise<Pass[]> {
  const coming = (await listBookings(db, rider))
    .filter(({ booking }) => isActive(booking.status) && booking.end > now)
    .reverse()
    .slice(0, MOST);
  const shown = await Promise.all(coming.map(({ booking }) => showBooking(db, rider, booking.id)));
  return shown.flatMap((one) => (one ? [withoutTopic(passOf(one))] : []));
}
