import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { deleteCodesBefore, deleteCodesOf, moveCodes } from "./phone-codes.store.server.ts";

/** Forgets codes that nobody can use any more. */
export async function sweepCodes(app: App): Promise<number> {
  await inTransaction(app.db, (trx) => deleteCodesBefore(trx, plusMinutes(app.clock.now(), -1440)));
  return 0;
}

/** Codes that a rider asked for go with them, inside the caller's transaction. */
export const forgetCodes = (trx: Db, deviceId: string) => deleteCodesOf(trx, deviceId);

/** Codes of one device become another's, inside the caller's transaction: what an hour allows is one person's. */
export const joinCodes = (trx: Db, from: string, to: string) => moveCodes(trx, from, to);
