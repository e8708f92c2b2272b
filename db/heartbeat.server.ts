import type { Db } from "./db.ts";
import { inTransaction } from "./transaction.server.ts";

/** Takes the turn of something that only one process does, once in a while: true for whoever is first after `since`. */
export async function takeTurn(db: Db, name: string, now: string, since: string): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto("heartbeats")
      .values({ name, at: now })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ at: now }).where("heartbeats.at", "<=", since))
      .returning("name")
      .executeTakeFirst();
    return row !== undefined;
  });
}

/** When a name last gave its time. */
export async function lastBeat(db: Db, name: string): Promise<string | undefined> {
  return (await db.selectFrom("heartbeats").select("at").where("name", "=", name).executeTakeFirst())?.at;
}

/** Whoever took a turn and failed leaves it to be taken again from `at` on. */
export async function leaveTurn(db: Db, name: string, at: string): Promise<void> {
  await inTransaction(db, (trx) => trx.updateTable("heartbeats").set({ at }).where("name", "=", name).execute());
}

/** Writes the time of a name into the store, which proves besides that it takes a write; throws when it does not. */
export async function beat(db: Db, name: string, at: string): Promise<void> {
  await inTransaction(db, (trx) =>
    trx
      .insertInto("heartbeats")
      .values({ name, at })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ at }))
      .execute(),
  );
}
