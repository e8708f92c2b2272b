import type { Db } from "#db/db.ts";

/** What a device was told. */
export async function messagesAbout(db: Db, deviceId: string) {
  return db
    .selectFrom("inbox")
    .select(["kind", "point_id", "subject_id", "details", "created_at", "read_at"])
    .where("device_id", "=", deviceId)
    .orderBy("created_at")
    .execute();
}

export async function deleteMessagesOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("inbox").where("device_id", "=", deviceId).execute();
}
