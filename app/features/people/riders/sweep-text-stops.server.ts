import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { deleteTextStopsBefore } from "./text-stops.store.server.ts";

/** Minutes for which a number that a rider named is known, where its holder did not stop its texts. */
const TEXTS_KNOWN = 30 * 1440;

/** Forgets numbers that nobody stopped. */
export async function sweepTextStops(app: App): Promise<number> {
  await inTransaction(app.db, (trx) => deleteTextStopsBefore(trx, plusMinutes(app.clock.now(), -TEXTS_KNOWN)));
  return 0;
}
