import type { Db } from "#db/db.ts";
import { marks, rows } from "#db/rows.server.ts";
import type { DoorReportsTable } from "#db/tables/places/door-reports.ts";
import type { Instant } from "#app/time/instant.ts";
import { DESK, type DoorReport } from "./door-report.ts";

export async function insertDoorReport(trx: Db, id: string, report: DoorReport): Promise<void> {
  await trx
    .insertInto("door_reports")
    .values({ id, point_id: report.pointId, device_id: report.deviceId, state: report.word, created_at: report.at })
    .execute();
}

/** When a device last reported on a point, if after `since`. */
export async function lastReportBy(
  db: Db,
  pointId: string,
  deviceId: string,
  since: Instant,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom("door_reports")
    .select("created_at")
    .where("point_id", "=", pointId)
    .where("device_id", "=", deviceId)
    .where("created_at", ">", since)
    .orderBy("created_at", "desc")
    .executeTakeFirst();
  return row?.created_at as Instant | undefined;
}

/** Reports on points after `since` and the desk's last sign of life, newest first, by point. */
export async function reportsSince(db: Db, pointIds: string[], since: Instant): Promise<Map<string, DoorReport[]>> {
  if (pointIds.length === 0) return new Map();
  const list = marks(pointIds);
  const recent = await rows<Pick<DoorReportsTable, "point_id" | "device_id" | "state" | "created_at">>(
    db,
    `select point_id, device_id, state, created_at from door_reports where point_id in (${list}) and created_at > ?
      union all select point_id, '${DESK}', 'open', at from door_signs where point_id in (${list}) and at > ? order by 4 desc limit 500`,
    [...pointIds, since, ...pointIds, since],
  );
  const found = new Map<string, DoorReport[]>();
  for (const row of recent) {
    const report = { pointId: row.point_id, deviceId: row.device_id, word: row.state, at: row.created_at as Instant };
    found.set(row.point_id, [...(found.get(row.point_id) ?? []), report]);
  }
  return found;
}

/** The desk of a point gave a sign of life. */
export async function noteSign(trx: Db, pointId: string, now: Instant): Promise<void> {
  await trx
    .insertInto("door_signs")
    .values({ point_id: pointId, at: now })
    .onConflict((conflict) => conflict.column("point_id").doUpdateSet({ at: now }))
    .execute();
}

/** Devices that said one thing of a door after a moment. */
export async function reportersOf(
  db: Db,
  pointId: string,
  word: DoorReport["word"],
  since: Instant,
): Promise<string[]> {
  const found = await db
    .selectFrom("door_reports")
    .select("device_id")
    .distinct()
    .where("point_id", "=", pointId)
    .where("state", "=", word)
    .where("created_at", ">=", since)
    .execute();
  return found.map((row) => row.device_id);
}

export async function moveReports(trx: Db, from: string, to: string): Promise<void> {
  await trx.updateTable("door_reports").set({ device_id: to }).where("device_id", "=", from).execute();
}
