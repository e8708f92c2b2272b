import type { Db } from "#db/db.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";
import type { Instant } from "#app/time/instant.ts";
import { movedByPoint } from "./closures.store.server.ts";

/** Whether a rider may want another place: their time is still to come, and they cancelled, or the point closed on them. */
export async function wantsOtherPlace(db: Db, booking: Booking, now: Instant): Promise<boolean> {
  return (
    booking.start > now &&
    (booking.status === "cancelled" || (booking.status === "booked" && (await movedByPoint(db, booking))))
  );
}
