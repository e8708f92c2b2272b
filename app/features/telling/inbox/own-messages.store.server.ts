import type { Db } from "#db/db.ts";

/** What a device was told and is to be told, and the browsers that it is told on. */
export async function messagesAbout(db: Db, deviceId: string) {
  return {
    inbox: await db.selectFrom("inbox").select(["kind", "point_id", "subject_id", "details", "created_at", "read_at"]).where("device_id", "=", deviceId).orderBy("created_at").execute(),
    reminders: await db.selectFrom("reminders").select(["kind", "channel", "due_at", "status", "sent_at"]).where("device_id", "=", deviceId).orderBy("due_at").execute(),
    push: await db.selectFrom("push_subscriptions").select(["endpoint", "created_at", "last_ok_at"]).where("device_id", "=", deviceId).orderBy("created_at").execute(),
  };
}

export async function deleteMessagesOf(trx: Db, deviceId: string): Promise<void> {
  for (const table of ["inbox", "reminders", "push_subscriptions"] as const) await trx.deleteFrom(table).where("device_id", "=", deviceId).execute();
}
