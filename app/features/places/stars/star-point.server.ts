import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import type { PointSummary } from "#app/features/places/points/point.ts";
import { pointOf, summariesOf } from "#app/features/places/points/points.store.server.ts";
import { deleteStar, insertStar, starredBy, starsOf } from "./stars.store.server.ts";

const MOST = 50;

/** Saves a point for a rider, or lets it go; again changes nothing. */
export async function starPoint(
  app: App,
  rider: Rider,
  pointId: string,
  starred: boolean,
): Promise<"done" | "no-such-point"> {
  return inTransaction(app.db, async (trx) => {
    if (!(await pointOf(trx, pointId))) return "no-such-point";
    if (starred) await insertStar(trx, rider.deviceId, pointId, app.clock.now());
    else await deleteStar(trx, rider.deviceId, pointId);
    return "done";
  });
}

/** The points that a rider saved, the newest first. */
export async function listStarred(db: Db, rider: Rider): Promise<PointSummary[]> {
  const ids = await starsOf(db, rider.deviceId, MOST);
  const points = await summariesOf(db, ids);
  return ids.flatMap((id) => points.get(id) ?? []);
}

/** Devices that saved any of these points. */
export async function findStarrers(db: Db, pointIds: string[]): Promise<string[]> {
  return starredBy(db, pointIds);
}
