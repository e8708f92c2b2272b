import type { Transaction } from "kysely";
import type { Db } from "./db.ts";
import type { Database } from "./database.ts";
import { isBusy } from "#db/stores/dialect.ts";
import { turn, type Turn } from "#db/stores/open-store.ts";

const PAUSES = [10, 20, 40, 80, 160, 300, 500, 800, 800, 800];

/** After so many attempts beside others a transaction asks to be alone. */
const TOGETHER = 4;

const listeners = new WeakMap<Db, () => void>();

/** Has `heard` called whenever a transaction on `db` is tried again. */
export function onTriedAgain(db: Db, heard: () => void): void {
  listeners.set(db, heard);
}

/**
 * Runs `work` in one transaction that behaves as if no other ran beside it; nothing of it stays when it throws. Where another
 * was quicker or holds the lock the whole is tried again, for about five seconds, then the store's own error is thrown.
 */
export async function inTransaction<T>(db: Db, work: (trx: Transaction<Database>) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      const mine: Turn = { how: attempt < TOGETHER ? "together" : "alone" };
      return await turn.run(mine, () =>
        db.transaction().execute(async (trx) => {
          mine.inside = trx;
          try {
            return await work(trx);
          } finally {
            mine.inside = undefined;
          }
        }),
      );
    } catch (error) {
      const pause = PAUSES[attempt];
      if (!isBusy(error) || pause === undefined) throw error;
      listeners.get(db)?.();
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}
