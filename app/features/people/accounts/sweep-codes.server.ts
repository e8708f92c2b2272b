import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { deleteCodesBefore } from "./phone-codes.store.server.ts";

/** Forgets codes that nobody can use any more. */
export async function sweepCodes(app: App): Promise<void> {
  await inTransaction(app.db, (trx) => deleteCodesBefore(trx, plusMinutes(app.clock.now(), -1440)));
}
