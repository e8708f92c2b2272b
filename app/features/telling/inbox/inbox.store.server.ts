import type { Db } from "#db/db.ts";
import { insertRows } from "#db/rows.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { MessageDetails } from "#app/features/telling/messages/message.ts";
import type { ReminderKind } from "#app/features/telling/messages/reminder.ts";

export interface InboxMessage {
  id: string;
  kind: ReminderKind;
  pointId: string | null;
  subjectId: string | null;
  details: MessageDetails;
  createdAt: Instant;
  readAt: Instant | null;
}

/** Puts a message into an inbox; the same key again changes nothing. */
export async function insertMessage(trx: Db, deviceId: string, key: string, message: InboxMessage): Promise<void> {
  await insertRows(
    trx,
    "inbox",
    [
      {
        device_id: deviceId,
        id: message.id,
        dedupe_key: key,
        kind: message.kind,
        point_id: message.pointId,
        subject_id: message.subjectId,
        details: JSON.stringify(message.details),
        created_at: message.createdAt,
        read_at: null,
      },
    ],
    "on conflict (device_id, dedupe_key) do nothing",
  );
}

/** A device's messages, newest first; with `after`, only those newer than that one. */
export async function messagesOf(db: Db, deviceId: string, limit: number, after?: string): Promise<InboxMessage[]> {
  let query = db.selectFrom("inbox").selectAll().where("device_id", "=", deviceId).orderBy("id", "desc").limit(limit);
  if (after) query = query.where("id", ">", after);
  return (await query.execute()).map((row) => ({
    id: row.id,
    kind: row.kind as ReminderKind,
    pointId: row.point_id,
    subjectId: row.subject_id,
    details: JSON.parse(row.details) as MessageDetails,
    createdAt: row.created_at as Instant,
    readAt: row.read_at as Instant | null,
  }));
}

export async function countUnread(db: Db, deviceId: string): Promise<number> {
  const row = await db
    .selectFrom("inbox")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("device_id", "=", deviceId)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Marks one message as read; false when the device has none of that id. */
export async function markRead(trx: Db, deviceId: string, id: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("inbox")
    .set((eb) => ({ read_at: eb.fn.coalesce("read_at", eb.val(now)) }))
    .where("device_id", "=", deviceId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a device's messages to another; what that one was told already goes. */
export async function moveMessages(trx: Db, from: string, to: string): Promise<void> {
  const known = new Set(
    (await trx.selectFrom("inbox").select("dedupe_key").where("device_id", "=", to).execute()).map(
      (row) => row.dedupe_key,
    ),
  );
  for (const row of await trx
    .selectFrom("inbox")
    .select(["id", "dedupe_key"])
    .where("device_id", "=", from)
    .execute()) {
    if (known.has(row.dedupe_key))
      await trx.deleteFrom("inbox").where("device_id", "=", from).where("id", "=", row.id).execute();
    else
      await trx
        .updateTable("inbox")
        .set({ device_id: to })
        .where("device_id", "=", from)
        .where("id", "=", row.id)
        .execute();
  }
}
