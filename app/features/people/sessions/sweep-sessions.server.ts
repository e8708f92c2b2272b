import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { deleteSessionsOver } from "./sessions.store.server.ts";

/** Minutes for which an ended session is still known, for whoever looks into what happened. */
const KEPT_AFTER_END = 180 * 1440;

/** Forgets sessions that ended half a year ago. */
export async function sweepSessions(app: App): Promise<number> {
  await inTransaction(app.db, (trx) => deleteSessionsOver(trx, plusMinutes(app.clock.now(), -KEPT_AFTER_END)));
  return 0;
}
