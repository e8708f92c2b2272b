import type { Db } from "#db/connection.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { deleteCodesBefore } from "./phone-codes.store.server.ts";
import { deleteSessionsOver } from "./sessions.store.server.ts";
import { windowOf, type RateLimit } from "./rate-limit.ts";
import { countOf, countUp, deleteCountsBefore } from "./rate-counts.store.server.ts";

/** Counts one try of `subject`; when the window's count is spent, the seconds to wait. */
export async function limitRate(app: App, limit: RateLimit, subject: string): Promise<{ retryAfterSeconds: number } | undefined> {
  if (app.config.test && !app.config.test.rateLimits) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  const count = await inTransaction(app.db, (trx) => countUp(trx, `${limit.name}:${subject}`, start));
  if (count <= limit.count) return undefined;
  // Once a window: who goes on trying is not heard each time. A phone's or an address's subject is a keyed hash already.
  app.metrics.count("limits", { limit: limit.name });
  if (count === limit.count + 1) security(app.log, "limit-spent", { limit: limit.name, subject });
  return { retryAfterSeconds: secondsLeft };
}

/** Counts one try inside the caller's transaction. */
export async function countTry(app: App, trx: Db, limit: RateLimit, subject: string): Promise<void> {
  await countUp(trx, `${limit.name}:${subject}`, windowOf(limit, app.clock.now()).start);
}

/** Whether a window's count is spent already, without counting a try: the seconds to wait. */
export async function isSpent(app: App, db: Db, limit: RateLimit, subject: string): Promise<{ retryAfterSeconds: number } | undefined> {
  if (app.config.test && !app.config.test.rateLimits) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  return (await countOf(db, `${limit.name}:${subject}`, start)) >= limit.count ? { retryAfterSeconds: secondsLeft } : undefined;
}

/** Minutes for which an ended session is still known, for whoever looks into what happened. */
const KEPT_AFTER_END = 180 * 1440;

/** Forgets counts of windows that are long over, codes that nobody can use any more, and sessions that ended half a year ago. */
export async function forgetCounts(app: App): Promise<void> {
  const yesterday = plusMinutes(app.clock.now(), -1440);
  await inTransaction(app.db, async (trx) => {
    await deleteCountsBefore(trx, yesterday);
    await deleteCodesBefore(trx, yesterday);
    await deleteSessionsOver(trx, plusMinutes(app.clock.now(), -KEPT_AFTER_END));
  });
}
