import { inTransaction } from "#db/transaction.server.ts";
import type { Db } from "#db/connection.server.ts";
import type { App } from "#app/platform/app.ts";
import type { RecordedEntry } from "./trail.ts";
import { markDispatched, undispatched } from "./trail.store.server.ts";

const BATCH = 200;

/**
 * Hands the oldest entries that were not followed yet to `follow`, in the transaction that marks them
 * as followed: each is followed once, whatever is killed. Answers how many there were.
 */
export async function followTrail(app: App, follow: (trx: Db, entries: RecordedEntry[]) => Promise<void>): Promise<number> {
  // Looking first without the write lock: an idle dispatcher disturbs nobody.
  if ((await undispatched(app.db, 1)).length === 0) return 0;
  return inTransaction(app.db, async (trx) => {
    const entries = await undispatched(trx, BATCH);
    await follow(trx, entries);
    await markDispatched(trx, entries.map((entry) => entry.id));
    return entries.length;
  });
}
