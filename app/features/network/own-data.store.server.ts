import type { Db } from "#db/db.ts";

/** What a device said of doors, and what it saved. */
export async function doorsAndStarsOf(db: Db, deviceId: string) {
  return {
    doors: await db.selectFrom("door_reports").innerJoin("points", "points.id", "door_reports.point_id").select(["points.name as point", "door_reports.state", "door_reports.created_at"]).where("device_id", "=", deviceId).orderBy("door_reports.created_at").execute(),
    saved: await db.selectFrom("stars").innerJoin("points", "points.id", "stars.point_id").select(["points.name as point", "stars.created_at"]).where("device_id", "=", deviceId).orderBy("stars.created_at").execute(),
  };
}

export async function deleteStarsOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("stars").where("device_id", "=", deviceId).execute();
}
