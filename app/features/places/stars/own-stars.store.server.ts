import type { Db } from "#db/db.ts";

/** What a device saved, with the points' names. */
export async function starsOfDevice(db: Db, deviceId: string) {
  return db
    .selectFrom("stars")
    .innerJoin("points", "points.id", "stars.point_id")
    .select(["points.name as point", "stars.created_at"])
    .where("device_id", "=", deviceId)
    .orderBy("stars.created_at")
    .execute();
}

export async function deleteStarsOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("stars").where("device_id", "=", deviceId).execute();
}
