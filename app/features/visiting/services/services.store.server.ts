import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { marks, rows } from "#db/rows.server.ts";
import type { ServicesTable } from "#db/tables/visiting/services.ts";
import type { TopicsTable } from "#db/tables/visiting/topics.ts";
import type { Proof, RiderKind } from "#app/features/people/riders/rider.ts";
import { parsedOnce } from "#app/platform/parsed.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Service, Topic } from "./service.ts";

const list = (json: string) => parsedOnce<string[]>(json);

function toService(row: Selectable<ServicesTable>, topics: Topic[]): Service {
  const bring = list(row.bring);
  const bringEn = list(row.bring_en);
  return {
    id: row.id,
    pointId: row.point_id,
    name: row.name,
    name_en: row.name_en || row.name,
    minutes: row.minutes,
    access: row.access,
    book: row.book,
    link: row.link,
    forKinds: list(row.for_kinds) as RiderKind[],
    fee: row.fee,
    feeNote: row.fee_note,
    feeNote_en: row.fee_note_en || row.fee_note,
    proof: list(row.proof) as Proof[],
    bring,
    bring_en: bringEn.length > 0 ? bringEn : bring,
    phoneNeeded: row.phone_needed === 1,
    remoteNumbers: row.remote_numbers === 1,
    rules: {
      quota: row.quota,
      noticeMinutes: row.notice_minutes,
      horizonDays: row.horizon_days,
      cancelMinutes: row.cancel_minutes,
      graceMinutes: row.grace_minutes,
    },
    topics,
    example: row.example === 1,
  };
}

/** Services of points, in the order that each point gives them, without their topics. */
export async function servicesOfPoints(db: Db, pointIds: string[]): Promise<Service[]> {
  if (pointIds.length === 0) return [];
  const found = await rows<Selectable<ServicesTable>>(
    db,
    `select * from services where point_id in (${marks(pointIds)}) order by position, id`,
    pointIds,
  );
  return found.map((row) => toService(row, []));
}

/** Services of one point with their topics. */
export async function servicesOf(db: Db, pointId: string): Promise<Service[]> {
  const found = await db
    .selectFrom("services")
    .selectAll()
    .where("point_id", "=", pointId)
    .orderBy("position")
    .orderBy("id")
    .execute();
  const topics = await topicsWhere(db, pointId);
  return found.map((row) => toService(row, topics.get(row.id) ?? []));
}

/** One service with its topics. */
export async function serviceOf(db: Db, id: string): Promise<Service | undefined> {
  const [row] = await rows<Selectable<ServicesTable>>(db, "select * from services where id = ?", [id]);
  if (!row) return undefined;
  return toService(row, (await topicsWhere(db, row.point_id)).get(row.id) ?? []);
}

async function topicsWhere(db: Db, pointId: string): Promise<Map<string, Topic[]>> {
  const all = await rows<Selectable<TopicsTable>>(db, "select * from topics where point_id = ? order by position, id", [
    pointId,
  ]);
  const found = new Map<string, Topic[]>();
  for (const row of all) {
    const bring = list(row.bring);
    const bringEn = list(row.bring_en);
    const topic = {
      id: row.id,
      name: row.name,
      name_en: row.name_en || row.name,
      bring,
      bring_en: bringEn.length > 0 ? bringEn : bring,
    };
    found.set(row.service_id, [...(found.get(row.service_id) ?? []), topic]);
  }
  return found;
}

export async function insertService(trx: Db, service: Service, position: number): Promise<void> {
  await trx
    .insertInto("services")
    .values({
      point_id: service.pointId,
      id: service.id,
      name: service.name,
      name_en: service.name_en,
      minutes: service.minutes,
      access: service.access,
      book: service.book,
      link: service.link,
      for_kinds: JSON.stringify(service.forKinds),
      fee: service.fee,
      fee_note: service.feeNote,
      fee_note_en: service.feeNote_en,
      proof: JSON.stringify(service.proof),
      bring: JSON.stringify(service.bring),
      bring_en: JSON.stringify(service.bring_en),
      phone_needed: service.phoneNeeded ? 1 : 0,
      remote_numbers: service.remoteNumbers ? 1 : 0,
      quota: service.rules.quota,
      notice_minutes: service.rules.noticeMinutes,
      horizon_days: service.rules.horizonDays,
      cancel_minutes: service.rules.cancelMinutes,
      grace_minutes: service.rules.graceMinutes,
      cut_on: null,
      position,
      example: service.example ? 1 : 0,
    })
    .execute();
  for (const [index, topic] of service.topics.entries()) {
    await trx
      .insertInto("topics")
      .values({
        point_id: service.pointId,
        service_id: service.id,
        id: topic.id,
        name: topic.name,
        name_en: topic.name_en,
        bring: JSON.stringify(topic.bring),
        bring_en: JSON.stringify(topic.bring_en),
        position: index,
      })
      .execute();
  }
}

/** Bookable services whose slots were not cut on `today` yet. */
export async function servicesToCut(db: Db, today: CivilDate, limit: number): Promise<string[]> {
  const found = await db
    .selectFrom("services")
    .select("id")
    .where("access", "<>", "walk-in")
    .where("book", "<>", "theirs")
    .where((eb) => eb.or([eb("cut_on", "is", null), eb("cut_on", "<", today)]))
    .limit(limit)
    .execute();
  return found.map((row) => row.id);
}

/** Notes on which date a service's slots were last cut; the next day they are cut again, a day further. */
export async function markCut(trx: Db, service: Pick<Service, "id" | "pointId">, today: CivilDate): Promise<void> {
  await trx
    .updateTable("services")
    .set({ cut_on: today })
    .where("point_id", "=", service.pointId)
    .where("id", "=", service.id)
    .execute();
}

export async function updateService(trx: Db, service: Service): Promise<void> {
  await trx
    .updateTable("services")
    .set({
      name: service.name,
      name_en: service.name_en,
      minutes: service.minutes,
      access: service.access,
      for_kinds: JSON.stringify(service.forKinds),
      fee: service.fee,
      fee_note: service.feeNote,
      fee_note_en: service.feeNote_en,
      bring: JSON.stringify(service.bring),
      proof: JSON.stringify(service.proof),
      phone_needed: service.phoneNeeded ? 1 : 0,
      remote_numbers: service.remoteNumbers ? 1 : 0,
      quota: service.rules.quota,
      notice_minutes: service.rules.noticeMinutes,
      horizon_days: service.rules.horizonDays,
      cancel_minutes: service.rules.cancelMinutes,
      grace_minutes: service.rules.graceMinutes,
    })
    .where("point_id", "=", service.pointId)
    .where("id", "=", service.id)
    .execute();
}
