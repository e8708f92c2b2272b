import type { Db } from "#db/db.ts";

/** What a device said of doors. */
export async function doorsOf(db: Db, deviceId: string) {
  return db
    .selectFrom("door_reports")
    .innerJoin("points", "points.id", "door_reports.point_id")
    .select(["points.name as point", "door_reports.state", "door_reports.created_at"])
    .where("device_id", "=", deviceId)
    .orderBy("door_reports.created_at")
    .execute();
}
