import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { deleteRemindersOf, moveReminders, remindersOf } from "./reminders.store.server.ts";

/** What a rider is to be told, and was by when, for that rider. */
export const tellReminders = async (app: Pick<App, "db">, rider: { deviceId: string }) => ({
  reminders: await remindersOf(app.db, rider.deviceId),
});

/** Nothing is to be told to a rider any more, inside the caller's transaction. */
export const forgetReminders = (trx: Db, deviceId: string) => deleteRemindersOf(trx, deviceId);

/** What one device is to be told becomes another's, inside the caller's transaction. */
export const joinReminders = (trx: Db, from: string, to: string) => moveReminders(trx, from, to);
