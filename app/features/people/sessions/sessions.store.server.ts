import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { rows } from "#db/rows.server.ts";
import type { SessionsTable } from "#db/tables/people/sessions.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";

/** A living session: of a rider's device, or of somebody who serves. */
export interface StoredSession {
  tokenHash: string;
  deviceId: string;
  staffId: string | null;
  label: string;
  createdAt: Instant;
  seenAt: Instant;
}

export async function insertSession(
  trx: Db,
  session: { tokenHash: string; deviceId: string; now: Instant; staffId?: string; label?: string; expiresAt?: Instant },
): Promise<void> {
  await trx
    .insertInto("sessions")
    .values({
      token_hash: session.tokenHash,
      device_id: session.deviceId,
      created_at: session.now,
      seen_at: session.now,
      ended_at: null,
      staff_id: session.staffId ?? null,
      label: session.label ?? "",
      expires_at: session.expiresAt ?? null,
    })
    .execute();
}

/** Days after which a session that nobody used is over: a rider's, and that of somebody who serves. */
const UNSEEN = { rider: 180, staff: 7 } as const;

// Neither ended nor over, and used lately: the same for one session and for a list.
const LIVING =
  "ended_at is null and (expires_at is null or expires_at > ?) and seen_at > case when staff_id is null then ? else ? end";
const livingAt = (now: Instant): Instant[] => [
  now,
  plusMinutes(now, -UNSEEN.rider * 1440),
  plusMinutes(now, -UNSEEN.staff * 1440),
];

const toSession = (row: Selectable<SessionsTable>): StoredSession => ({
  tokenHash: row.token_hash,
  deviceId: row.device_id,
  staffId: row.staff_id,
  label: row.label,
  createdAt: row.created_at as Instant,
  seenAt: row.seen_at as Instant,
});

/** The session that a token opens, unless it was ended, its time is over, or nobody used it for long. */
export async function sessionByToken(db: Db, tokenHash: string, now: Instant): Promise<StoredSession | undefined> {
  const [row] = await rows<Selectable<SessionsTable>>(db, `select * from sessions where token_hash = ? and ${LIVING}`, [
    tokenHash,
    ...livingAt(now),
  ]);
  return row && toSession(row);
}

export async function touchSession(trx: Db, tokenHash: string, now: Instant): Promise<void> {
  await trx.updateTable("sessions").set({ seen_at: now }).where("token_hash", "=", tokenHash).execute();
}

/** The living sessions of a device, the last seen first. */
export async function sessionsOf(db: Db, deviceId: string, now: Instant): Promise<StoredSession[]> {
  return (
    await rows<Selectable<SessionsTable>>(
      db,
      `select * from sessions where device_id = ? and ${LIVING} order by seen_at desc limit 50`,
      [deviceId, ...livingAt(now)],
    )
  ).map(toSession);
}

/** Deletes what ended, ran out, or was last used before a moment: half a year, when an unused one is over too. */
export async function deleteSessionsOver(trx: Db, before: Instant): Promise<void> {
  await trx
    .deleteFrom("sessions")
    .where((eb) => eb.or([eb("ended_at", "<", before), eb("expires_at", "<", before), eb("seen_at", "<", before)]))
    .execute();
}

export async function endSessionsOf(trx: Db, deviceId: string, now: Instant): Promise<void> {
  await trx
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("device_id", "=", deviceId)
    .where("ended_at", "is", null)
    .execute();
}

export async function endSessionsOfStaff(trx: Db, staffId: string, now: Instant): Promise<void> {
  await trx
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .execute();
}

/** Ends one session of a device; false when it has none of that name. */
export async function endSessionOf(trx: Db, deviceId: string, tokenHash: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("device_id", "=", deviceId)
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .returning("token_hash")
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives the living sessions of one device to another. */
export async function moveSessions(trx: Db, from: string, to: string): Promise<void> {
  await trx
    .updateTable("sessions")
    .set({ device_id: to })
    .where("device_id", "=", from)
    .where("ended_at", "is", null)
    .execute();
}

/** Where a rider is and was signed in; what somebody who serves has is theirs. */
export async function sessionsAbout(db: Db, deviceId: string) {
  return db
    .selectFrom("sessions")
    .select(["label", "created_at", "seen_at", "ended_at"])
    .where("device_id", "=", deviceId)
    .where("staff_id", "is", null)
    .orderBy("created_at")
    .execute();
}

export async function deleteSessionsOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("sessions").where("device_id", "=", deviceId).where("staff_id", "is", null).execute();
}
