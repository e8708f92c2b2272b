import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { PointDaysTable } from "#db/tables/places/point-days.ts";
import { marks, rows } from "#db/rows.server.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { makeMemory, weighJson } from "#app/platform/memory.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { NO_DATES, type DatedSpans, type DaySpan, type Hours, type WeeklySpan } from "./opening.ts";

/** Stores a pattern of hours once, whoever keeps it, and answers its id. */
export async function keepHours(trx: Db, hours: Hours): Promise<string> {
  const spans = JSON.stringify(hours.spans.map(({ days, from, to }) => ({ days, from, to })));
  const id = hashOf(`${hours.calendar}|${spans}`).slice(0, 16);
  await trx
    .insertInto("hours")
    .values({ id, spans, calendar: hours.calendar })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  return id;
}

// A pattern never changes under its id, so one that was read stays right.
const patterns = makeMemory<Hours>("hours", weighJson);

const parse = (row: { spans: string; calendar: Hours["calendar"] }): Hours => ({
  spans: JSON.parse(row.spans) as WeeklySpan[],
  calendar: row.calendar,
});

/** Patterns by id. */
export async function hoursOf(db: Db, ids: (string | null)[]): Promise<Map<string, Hours>> {
  const found = new Map<string, Hours>();
  const missing = new Set<string>();
  for (const id of ids) {
    if (!id) continue;
    const known = patterns.get(id);
    if (known) found.set(id, known);
    else missing.add(id);
  }
  if (missing.size > 0) {
    for (const row of await db
      .selectFrom("hours")
      .selectAll()
      .where("id", "in", [...missing])
      .execute()) {
      const hours = parse(row);
      patterns.set(row.id, hours);
      found.set(row.id, hours);
    }
  }
  return found;
}

/** Every pattern that any point keeps. */
export async function allHours(db: Db): Promise<Map<string, Hours>> {
  const ids = await rows<{ id: string }>(db, "select id from hours", []);
  return hoursOf(
    db,
    ids.map((row) => row.id),
  );
}

/** What points keep on single dates from `from` to `to`, by point. */
export async function datedSpansOf(
  db: Db,
  pointIds: string[],
  from: CivilDate,
  to: CivilDate,
): Promise<Map<string, DatedSpans>> {
  if (pointIds.length === 0) return new Map();
  const kept = await rows<Selectable<PointDaysTable>>(
    db,
    `select * from point_days where point_id in (${marks(pointIds)}) and date >= ? and date <= ?`,
    [...pointIds, from, to],
  );
  const found = new Map<string, Map<CivilDate, { spans: DaySpan[]; reason: string; reason_en: string }>>();
  for (const row of kept) {
    const dates =
      found.get(row.point_id) ?? new Map<CivilDate, { spans: DaySpan[]; reason: string; reason_en: string }>();
    dates.set(row.date as CivilDate, {
      spans: JSON.parse(row.spans) as DaySpan[],
      reason: row.reason,
      reason_en: row.reason_en || row.reason,
    });
    found.set(row.point_id, dates);
  }
  return found;
}

export const datesFor = (dated: Map<string, DatedSpans>, pointId: string): DatedSpans => dated.get(pointId) ?? NO_DATES;

/** Sets what a point keeps on one date, or (null) gives the date back to its week. */
export async function putPointDay(
  trx: Db,
  pointId: string,
  date: CivilDate,
  day: { spans: DaySpan[]; reason: string; reason_en: string; actId: string | null } | null,
): Promise<void> {
  if (!day)
    return void (await trx.deleteFrom("point_days").where("point_id", "=", pointId).where("date", "=", date).execute());
  const values = { spans: JSON.stringify(day.spans), reason: day.reason, reason_en: day.reason_en, act_id: day.actId };
  await trx
    .insertInto("point_days")
    .values({ point_id: pointId, date, ...values })
    .onConflict((conflict) => conflict.columns(["point_id", "date"]).doUpdateSet(values))
    .execute();
}

/** Takes back every date that one act of weather set. */
export async function deletePointDaysOfAct(trx: Db, actId: string): Promise<void> {
  await trx.deleteFrom("point_days").where("act_id", "=", actId).execute();
}
