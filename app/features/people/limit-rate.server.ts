import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { deleteCodesBefore } from "./phone-codes.store.server.ts";
import { windowOf, type RateLimit } from "./rate-limit.ts";
import { countOf, countUp, deleteCountsBefore } from "./rate-counts.store.server.ts";

/** Counts one try of `subject`; when the window's count is spent, the seconds to wait. */
export async function limitRate(app: App, limit: RateLimit, subject: string): Promise<{ retryAfterSeconds: number } | undefined> {
  if (app.config.test && !app.config.test.rateLimits) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  const count = await inTransaction(app.db, (trx) => countUp(trx, `${limit.name}:${subject}`, start));
  return count > limit.count ? { retryAfterSeconds: secondsLeft } : undefined;
}

/** Whether a window's count is spent already, without counting a try: the seconds to wait. */
export async function isSpent(app: App, limit: RateLimit, subject: string): Promise<{ retryAfterSeconds: number } | undefined> {
  if (app.config.test && !app.config.test.rateLimits) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  return (await countOf(app.db, `${limit.name}:${subject}`, start)) >= limit.count ? { retryAfterSeconds: secondsLeft } : undefined;
}

/** Forgets counts of windows that are long over, and codes that nobody can use any more. */
export async function forgetCounts(app: App): Promise<void> {
  const yesterday = plusMinutes(app.clock.now(), -1440);
  await inTransaction(app.db, async (trx) => {
    await deleteCountsBefore(trx, yesterday);
    await deleteCodesBefore(trx, yesterday);
  });
}
