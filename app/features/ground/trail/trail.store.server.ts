import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { insertRows, marks, rows } from "#db/rows.server.ts";
import type { TrailTable } from "#db/tables/ground/trail.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Facts, RecordedEntry, TrailEntry, TrailVerb } from "./trail.ts";

export async function insertEntry(
  trx: Db,
  { id, at, actor, verb, subject, pointId, before, after }: RecordedEntry,
): Promise<void> {
  await insertRows(trx, "trail", [
    {
      id,
      at,
      actor_kind: actor.kind,
      actor_id: actor.id,
      verb,
      subject_kind: subject.kind,
      subject_id: subject.id,
      point_id: pointId,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    },
  ]);
}

/** The oldest entries that no dispatcher has followed yet, oldest first. */
export async function undispatched(db: Db, limit: number): Promise<RecordedEntry[]> {
  return (
    await rows<Selectable<TrailTable>>(db, "select * from trail where dispatched = 0 order by id limit ?", [limit])
  ).map(toEntry);
}

/** Marks entries as followed; call it in the transaction that followed them. */
export async function markDispatched(trx: Db, ids: string[]): Promise<void> {
  await rows(trx, `update trail set dispatched = 1 where id in (${marks(ids)})`, ids);
}

const toEntry = (row: Selectable<TrailTable>): RecordedEntry => ({
  id: row.id,
  at: row.at as Instant,
  verb: row.verb as TrailVerb,
  pointId: row.point_id,
  actor: { kind: row.actor_kind as TrailEntry["actor"]["kind"], id: row.actor_id },
  subject: { kind: row.subject_kind, id: row.subject_id },
  before: JSON.parse(row.before) as Facts,
  after: JSON.parse(row.after) as Facts,
});

/** The ids of the newest entries of a point, newest first; ids sort by time. */
export async function newestOf(db: Db, pointId: string, limit: number): Promise<string[]> {
  return (
    await rows<{ id: string }>(db, "select id from trail where point_id = ? order by id desc limit ?", [pointId, limit])
  ).map(({ id }) => id);
}

/** Which entries a reader of the trail wants. */
export interface TrailFilter {
  pointId?: string | undefined;
  actorId?: string | undefined;
  /** What the verbs begin with: `booking`, or `door` for doors and their tasks. */
  noun?: string | undefined;
  from?: Instant | undefined;
  to?: Instant | undefined;
  staffOnly: boolean;
  /** Older than this entry. */
  before?: string | undefined;
}

/** Entries, newest first. */
export async function entriesOf(db: Db, filter: TrailFilter, limit: number): Promise<RecordedEntry[]> {
  let query = db.selectFrom("trail").selectAll().orderBy("id", "desc").limit(limit);
  if (filter.pointId) query = query.where("point_id", "=", filter.pointId);
  if (filter.actorId) query = query.where("actor_id", "=", filter.actorId);
  if (filter.noun) query = query.where("verb", "like", `${filter.noun}%`);
  if (filter.from) query = query.where("at", ">=", filter.from);
  if (filter.to) query = query.where("at", "<", filter.to);
  if (filter.staffOnly) query = query.where("actor_kind", "in", ["staff", "key"]);
  if (filter.before) query = query.where("id", "<", filter.before);
  return (await query.execute()).map(toEntry);
}
