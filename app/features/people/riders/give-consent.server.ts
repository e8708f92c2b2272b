import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { insertConsent } from "./devices.store.server.ts";
import { NOTICE_VERSION } from "./rider.ts";

/** Notes, inside the caller's transaction, that a device was shown today's notice and went on. */
export async function giveConsent(app: App, trx: Db, deviceId: string, purpose: string, now: Instant): Promise<void> {
  await insertConsent(trx, { id: app.ids.id(), deviceId, purpose, version: NOTICE_VERSION, now });
}
