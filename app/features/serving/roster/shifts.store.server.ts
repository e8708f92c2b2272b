import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { marks, rows } from "#db/rows.server.ts";
import type { ShiftsTable } from "#db/tables/serving/shifts.ts";
import type { Qualification } from "#app/features/people/staff/staff.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Shift, ShiftCut, Staffing, Window } from "./shift.ts";

const toShift = (row: Selectable<ShiftsTable>): Shift => ({
  id: row.id,
  pointId: row.point_id,
  windowId: row.window_id,
  date: row.date as CivilDate,
  start: row.starts_at as Instant,
  end: row.ends_at as Instant,
  people: row.people,
  qualification: row.qualification as Qualification,
  keepsDoor: row.keeps_door === 1,
});

export async function insertWindow(trx: Db, window: Window, position: number): Promise<void> {
  await trx
    .insertInto("windows")
    .values({
      point_id: window.pointId,
      id: window.id,
      name: window.name,
      name_en: window.name_en,
      keeps_door: window.keepsDoor ? 1 : 0,
      position,
      ended_at: null,
    })
    .execute();
}

export async function windowsOf(db: Db, pointId: string): Promise<Window[]> {
  const found = await db
    .selectFrom("windows")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("ended_at", "is", null)
    .orderBy("position")
    .orderBy("id")
    .execute();
  return found.map((row) => ({
    id: row.id,
    pointId: row.point_id,
    name: row.name,
    name_en: row.name_en || row.name,
    keepsDoor: row.keeps_door === 1,
  }));
}

/** Ends a window with its needs; shifts ahead that nobody took go too. */
export async function endWindow(trx: Db, pointId: string, id: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("windows")
    .set({ ended_at: now })
    .where("point_id", "=", pointId)
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  await trx
    .updateTable("needs")
    .set({ ended_at: now })
    .where("point_id", "=", pointId)
    .where("window_id", "=", id)
    .where("ended_at", "is", null)
    .execute();
  return row !== undefined;
}

/** Writes shifts that are not there yet. */
export async function insertShifts(
  trx: Db,
  pointId: string,
  cuts: (ShiftCut & { id: string; keepsDoor: boolean })[],
): Promise<void> {
  for (const cut of cuts) {
    await trx
      .insertInto("shifts")
      .values({
        point_id: pointId,
        id: cut.id,
        window_id: cut.windowId,
        need_id: cut.needId,
        date: cut.date,
        starts_at: cut.start,
        ends_at: cut.end,
        people: cut.people,
        qualification: cut.qualification,
        keeps_door: cut.keepsDoor ? 1 : 0,
        cover_asked_at: null,
        cancelled_at: null,
      })
      .execute();
  }
}

/** Shifts of a point that touch a stretch of dates, earliest first. */
export async function shiftsOf(db: Db, pointId: string, from: CivilDate, to: CivilDate): Promise<Shift[]> {
  const found = await db
    .selectFrom("shifts")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where("cancelled_at", "is", null)
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
  return found.map(toShift);
}

export async function shiftById(db: Db, id: string): Promise<Shift | undefined> {
  const row = await db
    .selectFrom("shifts")
    .selectAll()
    .where("id", "=", id)
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  return row && toShift(row);
}

export async function shiftsByIds(db: Db, ids: string[]): Promise<Shift[]> {
  if (ids.length === 0) return [];
  return (await db.selectFrom("shifts").selectAll().where("id", "in", ids).orderBy("starts_at").execute()).map(toShift);
}

/** Cancels shifts of ended needs that begin after `now` and that nobody took. */
export async function cancelUntaken(
  trx: Db,
  pointId: string,
  keep: { windowId: string; start: Instant }[],
  now: Instant,
): Promise<void> {
  const ahead = await trx
    .selectFrom("shifts")
    .select(["id", "window_id", "starts_at"])
    .where("point_id", "=", pointId)
    .where("starts_at", ">", now)
    .where("cancelled_at", "is", null)
    .where("id", "not in", (eb) =>
      eb
        .selectFrom("shift_claims")
        .select("shift_id")
        .where("point_id", "=", pointId)
        .where("status", "<>", "released"),
    )
    .execute();
  const stale = ahead
    .filter((row) => !keep.some(({ windowId, start }) => windowId === row.window_id && start === row.starts_at))
    .map(({ id }) => id);
  if (stale.length > 0)
    await trx
      .updateTable("shifts")
      .set({ cancelled_at: now })
      .where("point_id", "=", pointId)
      .where("id", "in", stale)
      .execute();
}

/** Doors that a shift should keep at a moment, with whether anybody who checked in is there: in the store's own reader, since every list of points asks. */
export async function staffingAt(db: Db, pointIds: string[], now: Instant): Promise<Map<string, Staffing>> {
  const found = await rows<{ point_id: string; since: string; present: number }>(
    db,
    `select s.point_id, min(s.starts_at) as since, max(case when exists (select 1 from shift_claims c join shifts o on o.point_id = c.point_id and o.id = c.shift_id
        where c.point_id = s.point_id and c.status = 'checked-in' and o.keeps_door = 1 and o.ends_at > ?) then 1 else 0 end) as present
      from shifts s where s.point_id in (${marks(pointIds)})
        and s.ends_at > ? and s.starts_at <= ? and s.keeps_door = 1 and s.cancelled_at is null group by s.point_id`,
    [now.slice(0, 10), ...pointIds, now, now],
  );
  return new Map(found.map((row) => [row.point_id, { since: row.since as Instant, present: row.present === 1 }]));
}

/** Points where a shift that keeps the door should be served now, or was left open as unstaffed. */
export async function watchedPoints(db: Db, now: Instant): Promise<string[]> {
  const due = await db
    .selectFrom("shifts")
    .select("point_id")
    .distinct()
    .where("ends_at", ">", now)
    .where("starts_at", "<=", now)
    .where("keeps_door", "=", 1)
    .where("cancelled_at", "is", null)
    .execute();
  const open = await db.selectFrom("unstaffed_spans").select("point_id").where("ends_at", "is", null).execute();
  return [...new Set([...due, ...open].map((row) => row.point_id))];
}

/** Shifts that begin within a stretch and were not yet asked cover for. */
export async function shiftsToCover(db: Db, after: Instant, before: Instant, limit: number): Promise<Shift[]> {
  const found = await db
    .selectFrom("shifts")
    .selectAll()
    .where("starts_at", ">", after)
    .where("starts_at", "<=", before)
    .where("cover_asked_at", "is", null)
    .where("cancelled_at", "is", null)
    .orderBy("starts_at")
    .limit(limit)
    .execute();
  return found.map(toShift);
}

export async function noteCoverAsked(trx: Db, shift: Shift, now: Instant): Promise<void> {
  await trx
    .updateTable("shifts")
    .set({ cover_asked_at: now })
    .where("point_id", "=", shift.pointId)
    .where("id", "=", shift.id)
    .execute();
}
