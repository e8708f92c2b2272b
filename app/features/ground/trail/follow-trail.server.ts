import { inTransaction } from "#db/transaction.server.ts";
import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import type { RecordedEntry } from "./trail.ts";
import { markDispatched, undispatched } from "./trail.store.server.ts";

/** Few enough that who books in the meantime waits some milliseconds for the store. */
const BATCH = 50;
/** How often a batch may fail before its entries are followed one by one, and a bad one is put aside. */
const PATIENCE = 5;
const failures = new WeakMap<Db, number>();

/**
 * Hands the oldest entries that were not followed yet to `follow`, in the transaction that marks them
 * as followed: each is followed once, whatever is killed. Answers how many there were.
 */
export async function followTrail(
  app: App,
  follow: (trx: Db, entries: RecordedEntry[]) => Promise<void>,
): Promise<number> {
  // Looking first without the write lock: an idle dispatcher disturbs nobody.
  if ((await undispatched(app.db, 1)).length === 0) return 0;
  try {
    const count = await inTransaction(app.db, async (trx) => {
      const entries = await undispatched(trx, BATCH);
      await follow(trx, entries);
      await markDispatched(
        trx,
        entries.map((entry) => entry.id),
      );
      return entries.length;
    });
    failures.delete(app.db);
    return count;
  } catch (error) {
    const failed = (failures.get(app.db) ?? 0) + 1;
    failures.set(app.db, failed);
    if (failed < PATIENCE) throw error;
  }
  failures.delete(app.db);
  return oneByOne(app, follow);
}

/** Follows entries each in a transaction of its own: one that cannot be followed must not hold up all that come after it. */
async function oneByOne(app: App, follow: (trx: Db, entries: RecordedEntry[]) => Promise<void>): Promise<number> {
  const entries = await undispatched(app.db, BATCH);
  for (const entry of entries) {
    try {
      await inTransaction(app.db, async (trx) => {
        await follow(trx, [entry]);
        await markDispatched(trx, [entry.id]);
      });
    } catch (error) {
      app.log.error(
        { err: error, entry: entry.id, verb: entry.verb },
        "an entry of the trail could not be followed; it is put aside",
      );
      await inTransaction(app.db, (trx) => markDispatched(trx, [entry.id]));
    }
  }
  return entries.length;
}
