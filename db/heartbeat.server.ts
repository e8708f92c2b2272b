import type { Db } from "./connection.server.ts";
import { inTransaction } from "./transaction.server.ts";

/** Writes the time into the store, to prove that it takes a write; throws when it does not. */
export async function beat(db: Db, at: string): Promise<void> {
  await inTransaction(db, (trx) =>
    trx.insertInto("heartbeats").values({ name: "ready", at }).onConflict((conflict) => conflict.column("name").doUpdateSet({ at })).execute());
}
