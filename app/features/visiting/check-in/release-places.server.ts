import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { releasedAt } from "#app/features/visiting/bookings/booking.ts";
import { bookingForSystem } from "#app/features/visiting/bookings/bookings.store.server.ts";
import { stepBooking } from "./check-in-booking.server.ts";
import { unclaimedBookings } from "./desk-bookings.store.server.ts";

const BATCH = 100;
/** Places of visits longer ago than this were for nobody any more; they are closed by the end of the day's own count. Minutes. */
const LOOK_BACK = 3 * 1440;

/** Releases every place that nobody claimed by the end of its grace time and offers it on. Answers how many it released. */
export async function releasePlaces(app: App): Promise<number> {
  const now = app.clock.now();
  let released = 0;
  for (const one of await unclaimedBookings(app.db, now, plusMinutes(now, -LOOK_BACK), BATCH)) {
    if (releasedAt(one, one.graceMinutes) > now) continue;
    const booking = await bookingForSystem(app.db, one.id);
    if (
      booking?.status === "booked" &&
      (await stepBooking(app, SYSTEM, booking.pointId, booking.id, "no-show")).kind === "stepped"
    )
      released++;
  }
  return released;
}
