import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import { noteSign } from "./door-reports.store.server.ts";

/** Notes, inside the caller's transaction, that somebody at the desk of a point was at work. */
export async function signDoor(trx: Db, pointId: string, now: Instant): Promise<void> {
  await noteSign(trx, pointId, now);
}
