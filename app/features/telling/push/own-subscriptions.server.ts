import type { Db } from "#db/db.ts";
import { moveSubscriptions, renameSubscription } from "./push-subscriptions.store.server.ts";

/** The ways to tell one device become another's, inside the caller's transaction. */
export const joinSubscriptions = (trx: Db, from: string, to: string) => moveSubscriptions(trx, from, to);

/** A browser whose session was renewed keeps its push, inside the caller's transaction. */
export async function keepSubscription(trx: Db, deviceId: string, oldSession: string | undefined, newSession: string): Promise<void> {
  await renameSubscription(trx, deviceId, oldSession ?? "", newSession);
}
