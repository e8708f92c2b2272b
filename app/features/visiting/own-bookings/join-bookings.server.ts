import type { Db } from "#db/db.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { Instant } from "#app/time/instant.ts";
import { isActive, type Booking } from "#app/features/visiting/bookings/booking.ts";
import { bookingForSystem, setStatus } from "#app/features/visiting/bookings/bookings.store.server.ts";
import { cancelInside } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { standsInTheWay } from "#app/features/visiting/bookings/hold-place.server.ts";
import { moveAnswers } from "#app/features/visiting/bookings/kept-answers.store.server.ts";
import { endWaiting } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { giveBooking, sealedBookingsOf } from "./joined-bookings.store.server.ts";
import { moveWaitings, waitingsOfBoth } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

/**
 * Gives one device's bookings and lines to another, inside the caller's transaction; their words are sealed anew under
 * the other's key. Of two places that nobody may hold together one is given up, and its rider is told.
 */
export async function joinBookings(app: App, trx: Db, from: string, to: string, now: Instant): Promise<void> {
  const mine = await sealOf(app, trx, from);
  const theirs = await sealOf(app, trx, to);
  invariant(mine && theirs, "a device without a key joined another");
  for (const row of await sealedBookingsOf(trx, from)) {
    const booking = await bookingForSystem(trx, row.id);
    for (let clash; booking && isActive(booking.status) && (clash = await standsInTheWay(trx, to, booking));) {
      const less = await giveUpOne(app, trx, booking, clash, now);
      if (less.id !== clash.id) break;
    }
    const again = (sealed: string | null, column: string) =>
      sealed ? theirs.seal(mine.unseal(sealed, `${row.id}:${column}`), `${row.id}:${column}`) : null;
    await giveBooking(trx, row.id, to, {
      name: again(row.name, "name"),
      phone: again(row.phone, "phone"),
      note: again(row.note, "note"),
    });
  }
  for (const waiting of await waitingsOfBoth(trx, from, to)) await endWaiting(app, trx, waiting, "left", SYSTEM, now);
  await moveWaitings(trx, from, to);
  await moveAnswers(trx, from, to);
}

/** Which of two that cannot both stand is given up: the one that nobody has come for yet. Where both are at the desk already, the one that is given away is over. */
async function giveUpOne(app: App, trx: Db, given: Booking, kept: Booking, now: Instant): Promise<Booking> {
  const less = given.status === "booked" ? given : kept.status === "booked" ? kept : undefined;
  const slot = less && (await findSlot(trx, less.slotId));
  if (less && slot) {
    await cancelInside(app, trx, SYSTEM, less, slot, now, { because: "joined" });
    return less;
  }
  invariant(
    await setStatus(trx, given, "served", now, { servedAt: now }),
    "a booking changed under its own transaction",
  );
  await record(trx, app.ids, now, {
    actor: SYSTEM,
    verb: "booking.served",
    subject: { kind: "booking", id: given.id },
    pointId: given.pointId,
    before: { status: given.status },
    after: { status: "served", slot: given.slotId, starts_at: given.start },
  });
  return given;
}
