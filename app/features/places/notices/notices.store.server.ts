import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { rows } from "#db/rows.server.ts";
import type { NoticesTable } from "#db/tables/places/notices.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Notice, NoticeScope } from "./notice.ts";

/** Notices that hold now: the city's own, the district's, and, when a point is named, its. */
export async function noticesFor(db: Db, where: NoticeScope, now: Instant): Promise<Notice[]> {
  const found = await rows<Selectable<NoticesTable>>(
    db,
    `select * from notices where city_id = ? and ends_at > ? and starts_at <= ?
      and ((point_id is null and district is null) or district = ? or point_id = ?) order by starts_at desc, id limit 5`,
    [where.cityId, now, now, where.district ?? null, where.pointId ?? null],
  );
  return found.map((row) => ({
    id: row.id,
    title: row.title,
    title_en: row.title_en || row.title,
    body: row.body,
    body_en: row.body_en || row.body,
    startsAt: row.starts_at as Instant,
    endsAt: row.ends_at as Instant,
    example: row.example === 1,
  }));
}

export async function insertNotice(
  trx: Db,
  notice: Notice,
  where: NoticeScope,
  actId: string | null = null,
): Promise<void> {
  await trx
    .insertInto("notices")
    .values({
      act_id: actId,
      id: notice.id,
      city_id: where.cityId,
      district: where.district ?? null,
      point_id: where.pointId ?? null,
      title: notice.title,
      title_en: notice.title_en,
      body: notice.body,
      body_en: notice.body_en,
      starts_at: notice.startsAt,
      ends_at: notice.endsAt,
      example: notice.example ? 1 : 0,
    })
    .execute();
}

/** Ends a notice of a city; undefined when there is none that still holds, else its point. */
export async function endNoticeAt(
  trx: Db,
  cityId: string,
  id: string,
  now: Instant,
): Promise<string | null | undefined> {
  const row = await trx
    .updateTable("notices")
    .set({ ends_at: now })
    .where("id", "=", id)
    .where("city_id", "=", cityId)
    .where("ends_at", ">", now)
    .returning("point_id")
    .executeTakeFirst();
  return row && row.point_id;
}

export async function endNoticesOfAct(trx: Db, actId: string, now: Instant): Promise<void> {
  await trx
    .updateTable("notices")
    .set({ ends_at: now })
    .where("act_id", "=", actId)
    .where("ends_at", ">", now)
    .execute();
}

/** What is said in a city now and later, with whose it is. */
export async function noticesOfCity(
  db: Db,
  cityId: string,
  now: Instant,
): Promise<(Notice & { district: string | null; pointName: string | null })[]> {
  const found = await db
    .selectFrom("notices")
    .leftJoin("points", "points.id", "notices.point_id")
    .selectAll("notices")
    .select("points.name as point_name")
    .where("notices.city_id", "=", cityId)
    .where("notices.ends_at", ">", now)
    .orderBy("notices.starts_at", "desc")
    .orderBy("notices.id")
    .limit(200)
    .execute();
  return found.map((row) => ({
    id: row.id,
    title: row.title,
    title_en: row.title_en || row.title,
    body: row.body,
    body_en: row.body_en || row.body,
    district: row.district,
    pointName: row.point_name,
    startsAt: row.starts_at as Instant,
    endsAt: row.ends_at as Instant,
    example: row.example === 1,
  }));
}
