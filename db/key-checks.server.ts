import type { Db } from "./db.ts";
import { inTransaction } from "./transaction.server.ts";

/** What a key made of the known text when it was first used with this store; undefined for one that never was. */
export async function keyCheckOf(db: Db, name: string): Promise<string | undefined> {
  return (await db.selectFrom("key_checks").select("made").where("name", "=", name).executeTakeFirst())?.made;
}

/** Notes what keys made of the known text; what another process noted first stays. */
export async function keepKeyChecks(db: Db, checks: { name: string; made: string }[]): Promise<void> {
  await inTransaction(db, (trx) =>
    trx
      .insertInto("key_checks")
      .values(checks)
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute(),
  );
}

/** A device and its key as it is sealed, where the store holds one: what a store from before its checks can be tried by. */
export async function anySealedKey(db: Db): Promise<{ id: string; sealed: string } | undefined> {
  const row = await db
    .selectFrom("devices")
    .select(["id", "key_sealed"])
    .where("key_sealed", "<>", "")
    .limit(1)
    .executeTakeFirst();
  return row && { id: row.id, sealed: row.key_sealed };
}
