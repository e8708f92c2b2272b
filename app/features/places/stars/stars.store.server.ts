import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

export async function insertStar(trx: Db, deviceId: string, pointId: string, now: Instant): Promise<void> {
  await trx
    .insertInto("stars")
    .values({ device_id: deviceId, point_id: pointId, created_at: now })
    .onConflict((conflict) => conflict.columns(["device_id", "point_id"]).doNothing())
    .execute();
}

export async function deleteStar(trx: Db, deviceId: string, pointId: string): Promise<void> {
  await trx.deleteFrom("stars").where("device_id", "=", deviceId).where("point_id", "=", pointId).execute();
}

/** The points that a rider saved, the newest first. */
export async function starsOf(db: Db, deviceId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("stars")
    .select("point_id")
    .where("device_id", "=", deviceId)
    .orderBy("created_at", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => row.point_id);
}

/** Who saved any of these points. */
export async function starredBy(db: Db, pointIds: string[]): Promise<string[]> {
  if (pointIds.length === 0) return [];
  const rows = await db.selectFrom("stars").select("device_id").distinct().where("point_id", "in", pointIds).execute();
  return rows.map((row) => row.device_id);
}

export async function moveStars(trx: Db, from: string, to: string): Promise<void> {
  const known = new Set(await starsOf(trx, to, 1000));
  for (const pointId of await starsOf(trx, from, 1000)) {
    if (known.has(pointId)) await deleteStar(trx, from, pointId);
    else
      await trx
        .updateTable("stars")
        .set({ device_id: to })
        .where("device_id", "=", from)
        .where("point_id", "=", pointId)
        .execute();
  }
}
