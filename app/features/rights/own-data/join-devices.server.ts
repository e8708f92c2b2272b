import type { Db } from "#db/db.ts";
import { NOUNS } from "#app/features/nouns.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";

/** Gives what hangs on one device to another, inside the caller's transaction. */
export async function joinDevices(app: App, trx: Db, from: string, to: string, now: Instant): Promise<void> {
  for (const { rights } of Object.values(NOUNS)) if (!("none" in rights)) await rights.join?.(app, trx, from, to, now);
}
