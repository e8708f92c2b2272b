import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { WeatherActsTable } from "#db/tables/serving/weather-acts.ts";
import type { DaySpan } from "#app/features/places/hours/opening.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { WeatherAct } from "./weather-act.ts";

const toAct = (row: Selectable<WeatherActsTable>): WeatherAct => ({
  id: row.id,
  cityId: row.city_id,
  district: row.district,
  kinds: JSON.parse(row.kinds) as PointKind[],
  title: row.title,
  title_en: row.title_en || row.title,
  body: row.body,
  body_en: row.body_en || row.body,
  fromDate: row.from_date as CivilDate,
  toDate: row.to_date as CivilDate,
  spans: row.spans === null ? null : (JSON.parse(row.spans) as DaySpan[]),
  points: row.points,
  madeAt: row.made_at as Instant,
  endedAt: row.ended_at as Instant | null,
});

export async function insertAct(trx: Db, act: WeatherAct, madeBy: string): Promise<void> {
  await trx
    .insertInto("weather_acts")
    .values({
      id: act.id,
      city_id: act.cityId,
      district: act.district,
      kinds: JSON.stringify(act.kinds),
      title: act.title,
      title_en: act.title_en,
      body: act.body,
      body_en: act.body_en,
      from_date: act.fromDate,
      to_date: act.toDate,
      spans: act.spans && JSON.stringify(act.spans),
      points: act.points,
      made_by: madeBy,
      made_at: act.madeAt,
      ended_at: null,
    })
    .execute();
}

export async function actById(db: Db, id: string): Promise<WeatherAct | undefined> {
  const row = await db.selectFrom("weather_acts").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toAct(row);
}

export async function actsOf(db: Db, cityId: string, limit: number): Promise<WeatherAct[]> {
  return (
    await db
      .selectFrom("weather_acts")
      .selectAll()
      .where("city_id", "=", cityId)
      .orderBy("made_at", "desc")
      .limit(limit)
      .execute()
  ).map(toAct);
}

export async function endAct(trx: Db, cityId: string, id: string, now: Instant): Promise<boolean> {
  return (
    (await trx
      .updateTable("weather_acts")
      .set({ ended_at: now })
      .where("id", "=", id)
      .where("city_id", "=", cityId)
      .where("ended_at", "is", null)
      .returning("id")
      .executeTakeFirst()) !== undefined
  );
}
