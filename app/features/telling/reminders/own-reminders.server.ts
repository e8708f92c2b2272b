import type { Db } from "#db/db.ts";
import { moveReminders } from "./reminders.store.server.ts";

/** What one device is to be told becomes another's, inside the caller's transaction. */
export const joinReminders = (trx: Db, from: string, to: string) => moveReminders(trx, from, to);
