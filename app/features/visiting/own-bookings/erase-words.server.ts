import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { ERASE_AFTER_DAYS } from "#app/features/visiting/bookings/booking.ts";
import { eraseWordsDue } from "#app/features/visiting/bookings/bookings.store.server.ts";
import { deleteAnswersBefore } from "#app/features/visiting/bookings/kept-answers.store.server.ts";
import { eraseTopicsBefore } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

/** The most bookings that one call cleans. */
export const ERASED_AT_ONCE = 500;
/** Days for which a retry of a booking is still recognised. */
const KEEP_ANSWERS_DAYS = 30;

/** Erases what riders wrote once its time has come, and answers kept for retries that are too old. Answers how many bookings it cleaned. */
export async function eraseWords(app: App): Promise<number> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    await deleteAnswersBefore(trx, plusMinutes(now, -KEEP_ANSWERS_DAYS * 1440));
    await eraseTopicsBefore(trx, plusMinutes(now, -ERASE_AFTER_DAYS * 1440));
    return eraseWordsDue(trx, now, ERASED_AT_ONCE);
  });
}

/** The same until nothing is left to erase. */
export async function eraseAllWords(app: App): Promise<number> {
  let all = 0;
  for (let done = ERASED_AT_ONCE; done >= ERASED_AT_ONCE; all += done) done = await eraseWords(app);
  return all;
}
