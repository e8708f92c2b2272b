import type { Db } from "#db/connection.server.ts";
import { sealOf } from "#app/features/people/device-key.server.ts";
import { SYSTEM } from "#app/features/trail/trail.ts";
import { findSlot } from "#app/features/slots/find-slots.server.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { Instant } from "#app/time/instant.ts";
import { isActive } from "./booking.ts";
import { activeBookingOn, bookingForSystem } from "./bookings.store.server.ts";
import { cancelInside } from "./cancel-booking.server.ts";
import { moveAnswers } from "./kept-answers.store.server.ts";
import { endWaiting } from "./leave-waitlist.server.ts";
import { giveBooking, sealedBookingsOf } from "./joined-bookings.store.server.ts";
import { moveWaitings } from "./waitlist.store.server.ts";

/**
 * Gives one device's bookings and lines to another, inside the caller's transaction; their words are sealed anew under
 * the other's key. Where both hold a place in the same service and date, the one given away is cancelled and its place freed.
 */
export async function joinBookings(app: App, trx: Db, from: string, to: string, now: Instant): Promise<void> {
  const mine = await sealOf(app, trx, from);
  const theirs = await sealOf(app, trx, to);
  invariant(mine && theirs, "a device without a key joined another");
  for (const row of await sealedBookingsOf(trx, from)) {
    const booking = await bookingForSystem(trx, row.id);
    if (booking && isActive(booking.status) && (await activeBookingOn(trx, to, booking.serviceId, booking.date))) {
      const slot = await findSlot(trx, booking.slotId);
      // Somebody who stands at the desk keeps what they were checked in with.
      if (booking.status !== "booked") continue;
      if (slot) await cancelInside(app, trx, { kind: "rider", id: to }, booking, slot, now);
    }
    const again = (sealed: string | null, column: string) => (sealed ? theirs.seal(mine.unseal(sealed, `${row.id}:${column}`), `${row.id}:${column}`) : null);
    await giveBooking(trx, row.id, to, { name: again(row.name, "name"), phone: again(row.phone, "phone"), note: again(row.note, "note") });
  }
  for (const waiting of await moveWaitings(trx, from, to)) await endWaiting(app, trx, waiting, "left", SYSTEM, now);
  await moveAnswers(trx, from, to);
}
