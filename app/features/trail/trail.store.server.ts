import type { Db } from "#db/connection.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Facts, RecordedEntry, TrailEntry } from "./trail.ts";

export async function insertEntry(trx: Db, { id, at, actor, verb, subject, pointId, before, after }: RecordedEntry): Promise<void> {
  await trx
    .insertInto("trail")
    .values({
      id, at, actor_kind: actor.kind, actor_id: actor.id, verb, subject_kind: subject.kind, subject_id: subject.id, point_id: pointId,
      before: JSON.stringify(before), after: JSON.stringify(after),
    })
    .execute();
}

/** The oldest entries that no dispatcher has followed yet, oldest first. */
export async function undispatched(db: Db, limit: number): Promise<RecordedEntry[]> {
  const rows = await db.selectFrom("trail").selectAll().where("dispatched", "=", 0).orderBy("id").limit(limit).execute();
  return rows.map((row) => ({
    id: row.id, at: row.at as Instant, verb: row.verb, pointId: row.point_id,
    actor: { kind: row.actor_kind as TrailEntry["actor"]["kind"], id: row.actor_id },
    subject: { kind: row.subject_kind, id: row.subject_id },
    before: JSON.parse(row.before) as Facts, after: JSON.parse(row.after) as Facts,
  }));
}

/** Marks entries as followed; call it in the transaction that followed them. */
export async function markDispatched(trx: Db, ids: string[]): Promise<void> {
  if (ids.length > 0) await trx.updateTable("trail").set({ dispatched: 1 }).where("id", "in", ids).execute();
}
