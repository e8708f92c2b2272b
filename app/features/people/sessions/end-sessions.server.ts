import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { spendCarriesOf } from "#app/features/people/carry/carries.store.server.ts";
import { endSessionsOf } from "./sessions.store.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";

/** Ends every session of a device, on the server: a cookie that was copied opens nothing any more, nor does a link that was made. */
export async function endSessions(app: App, rider: Rider): Promise<void> {
  await inTransaction(app.db, (trx) => endSessionsOn(trx, rider.deviceId, app.clock.now()));
  security(app.log, "signed-out", { device: rider.deviceId });
}

/** The same inside the caller's transaction. */
export async function endSessionsOn(trx: Db, deviceId: string, now: Instant): Promise<void> {
  await endSessionsOf(trx, deviceId, now);
  await spendCarriesOf(trx, deviceId, now);
}
