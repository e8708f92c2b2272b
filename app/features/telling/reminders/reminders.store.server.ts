import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { insertRows, rows } from "#db/rows.server.ts";
import type { RemindersTable } from "#db/tables/telling/reminders.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import {
  LEASE_SECONDS,
  type Channel,
  type Reminder,
  type ReminderKind,
  type ReminderStatus,
} from "#app/features/telling/messages/reminder.ts";

const toReminder = (row: Selectable<RemindersTable>): Reminder => ({
  id: row.id,
  pointId: row.point_id,
  subjectId: row.subject_id,
  slotId: row.slot_id,
  deviceId: row.device_id,
  kind: row.kind as ReminderKind,
  channel: row.channel,
  dueAt: row.due_at as Instant,
  expiresAt: row.expires_at as Instant,
  attempts: row.attempts,
});

// A booking that was moved away and back finds its old reminders cancelled: they come to life again.
const AGAIN = `on conflict (point_id, subject_id, slot_id, kind, channel) do update
  set status = 'pending', due_at = excluded.due_at, next_at = excluded.next_at, expires_at = excluded.expires_at where reminders.status = 'cancelled'`;

/** Writes reminders; one that stands already for its subject, slot, kind and channel is left as it is. */
export async function insertReminders(trx: Db, reminders: Reminder[], now: Instant): Promise<void> {
  if (reminders.length === 0) return;
  await insertRows(
    trx,
    "reminders",
    reminders.map((r) => ({
      point_id: r.pointId,
      id: r.id,
      subject_id: r.subjectId,
      slot_id: r.slotId,
      device_id: r.deviceId,
      kind: r.kind,
      channel: r.channel,
      due_at: r.dueAt,
      expires_at: r.expiresAt,
      status: "pending" as const,
      next_at: r.dueAt,
      created_at: now,
    })),
    AGAIN,
  );
}

/** Takes back what was to be said of a booking and has not been said. */
export async function cancelReminders(trx: Db, pointId: string, subjectId: string): Promise<void> {
  await trx
    .updateTable("reminders")
    .set({ status: "cancelled" })
    .where("point_id", "=", pointId)
    .where("subject_id", "=", subjectId)
    .where("status", "in", ["pending", "claimed"])
    .execute();
}

const DUE = "next_at <= ? and channel = ? and (status = 'pending' or (status = 'claimed' and lease_until <= ?))";

/** Claims due reminders of a channel for a minute, the longest due first; a claim whose process died falls back by itself. */
export async function claimDue(trx: Db, channel: Channel, now: Instant, limit: number): Promise<Reminder[]> {
  const claimed = await rows<Selectable<RemindersTable>>(
    trx,
    `update reminders set status = 'claimed', lease_until = ?, attempts = attempts + 1
    where id in (select id from reminders where ${DUE} order by next_at limit ?) returning *`,
    [plusMinutes(now, LEASE_SECONDS / 60), now, channel, now, limit],
  );
  return claimed.sort((a, b) => (a.next_at < b.next_at ? -1 : 1)).map(toReminder);
}

/** Whether anything of a channel is due, asked without a lock. */
export async function anyDue(db: Db, channel: Channel, now: Instant): Promise<boolean> {
  return (
    (
      await rows(db, `select id from reminders where status in ('pending', 'claimed') and ${DUE} limit 1`, [
        now,
        channel,
        now,
      ])
    ).length > 0
  );
}

const MINE = "where point_id = ? and id = ? and status = 'claimed'";

/** Ends a claimed reminder. One that was cancelled meanwhile stays cancelled. */
export async function finish(
  trx: Db,
  reminder: Reminder,
  status: Exclude<ReminderStatus, "pending" | "claimed">,
  now: Instant,
  error: string | null = null,
): Promise<void> {
  await rows(
    trx,
    `update reminders set status = ?, lease_until = null, last_error = ?, sent_at = coalesce(?, sent_at) ${MINE}`,
    [status, error, status === "sent" ? now : null, reminder.pointId, reminder.id],
  );
}

/** Puts a claimed reminder off to a later try; a claim after which nothing was `tried` does not count as one. */
export async function postpone(
  trx: Db,
  reminder: Reminder,
  nextAt: Instant,
  error: string,
  tried = true,
): Promise<void> {
  await rows(
    trx,
    `update reminders set status = 'pending', lease_until = null, next_at = ?, last_error = ?, attempts = attempts - ? ${MINE}`,
    [nextAt, error, tried ? 0 : 1, reminder.pointId, reminder.id],
  );
}

/** Gives a device's reminders to another. */
export async function moveReminders(trx: Db, from: string, to: string): Promise<void> {
  await trx.updateTable("reminders").set({ device_id: to }).where("device_id", "=", from).execute();
}

/** What a device is to be told, and was by when. */
export async function remindersOf(db: Db, deviceId: string) {
  return db
    .selectFrom("reminders")
    .select(["kind", "channel", "due_at", "status", "sent_at"])
    .where("device_id", "=", deviceId)
    .orderBy("due_at")
    .execute();
}

export async function deleteRemindersOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("reminders").where("device_id", "=", deviceId).execute();
}
