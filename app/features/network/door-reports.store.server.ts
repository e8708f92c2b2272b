import type { Db } from "#db/connection.server.ts";
import { marks, rows } from "#db/rows.server.ts";
import type { DoorReportsTable } from "#db/tables/door-reports.ts";
import type { Instant } from "#app/time/instant.ts";
import type { DoorReport } from "./door-report.ts";

export async function insertDoorReport(trx: Db, id: string, report: DoorReport): Promise<void> {
  await trx.insertInto("door_reports").values({
    id, point_id: report.pointId, device_id: report.deviceId, state: report.word, created_at: report.at,
  }).execute();
}

/** When a device last reported on a point, if after `since`. */
export async function lastReportBy(db: Db, pointId: string, deviceId: string, since: Instant): Promise<Instant | undefined> {
  const row = await db.selectFrom("door_reports").select("created_at").where("point_id", "=", pointId)
    .where("device_id", "=", deviceId).where("created_at", ">", since).orderBy("created_at", "desc").executeTakeFirst();
  return row?.created_at as Instant | undefined;
}

/** Reports on points after `since`, newest first, by point. */
export async function reportsSince(db: Db, pointIds: string[], since: Instant): Promise<Map<string, DoorReport[]>> {
  if (pointIds.length === 0) return new Map();
  const recent = await rows<DoorReportsTable>(
    db, `select * from door_reports where point_id in (${marks(pointIds)}) and created_at > ? order by created_at desc limit 500`, [...pointIds, since],
  );
  const found = new Map<string, DoorReport[]>();
  for (const row of recent) {
    const report = { pointId: row.point_id, deviceId: row.device_id, word: row.state, at: row.created_at as Instant };
    found.set(row.point_id, [...(found.get(row.point_id) ?? []), report]);
  }
  return found;
}
