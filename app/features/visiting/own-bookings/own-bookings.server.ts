import type { Db } from "#db/db.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { bookingsOf, eraseWordsOf } from "#app/features/visiting/bookings/bookings.store.server.ts";
import { cancelInside } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { deleteAnswersOf } from "#app/features/visiting/bookings/kept-answers.store.server.ts";
import { endWaiting } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { bookingsWithWords, linesOf } from "./own-bookings.store.server.ts";
import { eraseTopicsOf, openWaitingsOf } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

/** A rider's bookings and lines, for that rider, with their own words opened. */
export async function tellBookings(app: App, rider: Rider) {
  const seal = await sealOf(app, app.db, rider.deviceId);
  const open = (sealed: string | null, context: string) => (sealed && seal ? seal.unseal(sealed, context) : null);
  const bookings = (await bookingsWithWords(app.db, rider.deviceId)).map(
    ({ name_sealed, phone_sealed, note_sealed, ...row }) => ({
      ...row,
      name: open(name_sealed, `${row.id}:name`),
      phone: open(phone_sealed, `${row.id}:phone`),
      note: open(note_sealed, `${row.id}:note`),
    }),
  );
  return { bookings, waitlist: await linesOf(app.db, rider.deviceId) };
}

/** The most bookings of one rider that are still to come: each service and day has one. */
const MOST = 1000;

/** Gives back every place that a rider holds or waits for and erases their words, inside the caller's transaction. */
export async function forgetBookings(app: App, trx: Db, rider: Rider, now: Instant): Promise<void> {
  const actor = { kind: "rider" as const, id: rider.deviceId };
  for (const waiting of await openWaitingsOf(trx, rider.deviceId))
    await endWaiting(app, trx, waiting, "left", actor, now);
  for (const booking of await bookingsOf(trx, rider.deviceId, MOST)) {
    const slot = booking.status === "booked" ? await findSlot(trx, booking.slotId) : undefined;
    if (slot) await cancelInside(app, trx, actor, booking, slot, now);
  }
  await eraseWordsOf(trx, rider.deviceId);
  await eraseTopicsOf(trx, rider.deviceId);
  await deleteAnswersOf(trx, rider.deviceId);
}
