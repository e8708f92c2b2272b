import type { Db } from "#db/db.ts";
import { moveReports } from "./door-reports.store.server.ts";
import { moveStars } from "./stars.store.server.ts";

/** What one device said of doors and saved becomes another's, inside the caller's transaction. */
export async function joinDoorsAndStars(trx: Db, from: string, to: string): Promise<void> {
  await moveReports(trx, from, to);
  await moveStars(trx, from, to);
}
