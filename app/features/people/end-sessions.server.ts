import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { endSessionsOf } from "./sessions.store.server.ts";
import type { Rider } from "./rider.ts";

/** Ends every session of a device, on the server: a cookie that was copied opens nothing any more. */
export async function endSessions(app: App, rider: Rider): Promise<void> {
  await inTransaction(app.db, (trx) => endSessionsOf(trx, rider.deviceId, app.clock.now()));
}
