import type { Db } from "#db/db.ts";
import { moveMessages } from "./inbox.store.server.ts";
import { moveSubscriptions, renameSubscription } from "./push-subscriptions.store.server.ts";
import { moveReminders } from "./reminders.store.server.ts";

/** What one device was told, and is to be told, becomes another's, inside the caller's transaction. */
export async function joinMessages(trx: Db, from: string, to: string): Promise<void> {
  await moveMessages(trx, from, to);
  await moveReminders(trx, from, to);
  await moveSubscriptions(trx, from, to);
}

/** A browser whose session was renewed keeps its push, inside the caller's transaction. */
export async function keepSubscription(trx: Db, deviceId: string, oldSession: string | undefined, newSession: string): Promise<void> {
  await renameSubscription(trx, deviceId, oldSession ?? "", newSession);
}
