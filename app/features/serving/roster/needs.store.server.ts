import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { NeedsTable } from "#db/tables/serving/needs.ts";
import type { Qualification } from "#app/features/people/staff/staff.ts";
import type { CivilDate, CivilTime, Weekday } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Need } from "./shift.ts";

const toNeed = (row: Selectable<NeedsTable>): Need => ({
  id: row.id,
  pointId: row.point_id,
  windowId: row.window_id,
  days: JSON.parse(row.days) as Weekday[],
  from: row.from_time as CivilTime,
  to: row.to_time as CivilTime,
  people: row.people,
  qualification: row.qualification as Qualification,
  fromDate: row.from_date as CivilDate,
});

export async function insertNeed(trx: Db, need: Need): Promise<void> {
  await trx
    .insertInto("needs")
    .values({
      point_id: need.pointId,
      id: need.id,
      window_id: need.windowId,
      days: JSON.stringify(need.days),
      from_time: need.from,
      to_time: need.to,
      people: need.people,
      qualification: need.qualification,
      from_date: need.fromDate,
      ended_at: null,
    })
    .execute();
}

export async function needsOf(db: Db, pointId: string): Promise<Need[]> {
  return (
    await db
      .selectFrom("needs")
      .selectAll()
      .where("point_id", "=", pointId)
      .where("ended_at", "is", null)
      .orderBy("from_time")
      .orderBy("id")
      .execute()
  ).map(toNeed);
}

/** Points with needs of their own. */
export async function pointsWithNeeds(db: Db): Promise<string[]> {
  return (await db.selectFrom("needs").select("point_id").distinct().where("ended_at", "is", null).execute()).map(
    (row) => row.point_id,
  );
}

export async function endNeed(trx: Db, pointId: string, id: string, now: Instant): Promise<boolean> {
  return (
    (await trx
      .updateTable("needs")
      .set({ ended_at: now })
      .where("point_id", "=", pointId)
      .where("id", "=", id)
      .where("ended_at", "is", null)
      .returning("id")
      .executeTakeFirst()) !== undefined
  );
}
