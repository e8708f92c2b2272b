import type { Db } from "#db/db.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import { moveMessages } from "./inbox.store.server.ts";
import { deleteMessagesOf, messagesAbout } from "./own-messages.store.server.ts";

/** What a rider was told, for that rider. */
export async function tellMessages(app: Pick<App, "db">, rider: Rider) {
  const inbox = await messagesAbout(app.db, rider.deviceId);
  return { inbox: inbox.map((row) => ({ ...row, details: JSON.parse(row.details) as unknown })) };
}

/** Deletes what a rider was told, inside the caller's transaction. */
export const forgetMessages = (trx: Db, rider: Rider) => deleteMessagesOf(trx, rider.deviceId);

/** What one device was told becomes another's, inside the caller's transaction. */
export const joinMessages = (trx: Db, from: string, to: string) => moveMessages(trx, from, to);
