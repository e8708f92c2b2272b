import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import { makeMemory, type Memory, type MemoryName } from "#app/platform/memory.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { windowOf, type RateLimit } from "./rate-limit.ts";
import { countOf, countUp, deleteCountsBefore } from "./rate-counts.store.server.ts";

/** The windows in which a limit is spent: who goes on trying costs the store nothing. */
const spentIn = new WeakMap<Db, Memory<Instant>>();
const counted = new WeakMap<Db, Memory<{ start: Instant; count: number }>>();

function memoryOf<T>(of: WeakMap<Db, Memory<T>>, db: Db, name: MemoryName): Memory<T> {
  const known = of.get(db) ?? makeMemory<T>(name);
  of.set(db, known);
  return known;
}

/** Whether limits count: a test may switch them off. */
export const limitsCount = (app: Pick<App, "config">): boolean => !app.config.test || app.config.test.rateLimits;

/** Counts one try of `subject`; when the window's count is spent, the seconds to wait. */
export async function limitRate(
  app: App,
  limit: RateLimit,
  subject: string,
): Promise<{ retryAfterSeconds: number } | undefined> {
  if (!limitsCount(app)) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  const spent = memoryOf(spentIn, app.db, "limits-spent");
  const key = `${limit.name}:${subject}`;
  if (spent.get(key) === start) return { retryAfterSeconds: secondsLeft };
  const count = await inTransaction(app.db, (trx) => countUp(trx, key, start));
  if (count <= limit.count) return undefined;
  spent.set(key, start);
  // Once a window: who goes on trying is not heard each time. A phone's or an address's subject is a keyed hash already.
  app.metrics.count("limits", { limit: limit.name });
  if (count === limit.count + 1) security(app.log, "limit-spent", { limit: limit.name, subject });
  return { retryAfterSeconds: secondsLeft };
}

/** The same, counted by this process for itself and without a write; `by` is how much one try counts. */
export function limitHere(
  app: App,
  limit: RateLimit,
  subject: string,
  by = 1,
): { retryAfterSeconds: number } | undefined {
  if (!limitsCount(app)) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  const counts = memoryOf(counted, app.db, "reads");
  const key = `${limit.name}:${subject}`;
  const before = counts.get(key);
  const count = (before?.start === start ? before.count : 0) + by;
  counts.set(key, { start, count });
  if (count <= limit.count) return undefined;
  if (count - by <= limit.count) {
    app.metrics.count("limits", { limit: limit.name });
    security(app.log, "limit-spent", { limit: limit.name, subject });
  }
  return { retryAfterSeconds: secondsLeft };
}

/** Counts one try inside the caller's transaction. */
export async function countTry(app: App, trx: Db, limit: RateLimit, subject: string): Promise<void> {
  await countUp(trx, `${limit.name}:${subject}`, windowOf(limit, app.clock.now()).start);
}

/** Whether a window's count is spent already, without counting a try: the seconds to wait. */
export async function isSpent(
  app: App,
  db: Db,
  limit: RateLimit,
  subject: string,
): Promise<{ retryAfterSeconds: number } | undefined> {
  if (!limitsCount(app)) return undefined;
  const { start, secondsLeft } = windowOf(limit, app.clock.now());
  return (await countOf(db, `${limit.name}:${subject}`, start)) >= limit.count
    ? { retryAfterSeconds: secondsLeft }
    : undefined;
}

/** Forgets counts of windows that are long over. */
export async function sweepCounts(app: App): Promise<number> {
  await inTransaction(app.db, (trx) => deleteCountsBefore(trx, plusMinutes(app.clock.now(), -1440)));
  return 0;
}
