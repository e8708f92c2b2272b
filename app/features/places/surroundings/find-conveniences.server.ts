import type { Db } from "#db/db.ts";
import { distanceBetween } from "#app/features/places/map/place.ts";
import type { Point } from "#app/features/places/points/point.ts";
import { conveniencesNear, insertConvenience } from "./conveniences.store.server.ts";
import type { Convenience } from "./convenience.ts";

/** Toilets and food near a point, nearest first, with metres. */
export async function findConveniences(db: Db, point: Point): Promise<(Convenience & { metres: number })[]> {
  const found = await conveniencesNear(db, point.cityId, point.place);
  return found
    .map((item) => ({ ...item, metres: distanceBetween(point.place, item.place) }))
    .filter(({ metres }) => metres <= 800)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, 6);
}

/** Adds toilets or food inside the caller's transaction. */
export async function addConvenience(trx: Db, cityId: string, item: Convenience): Promise<void> {
  await insertConvenience(trx, cityId, item);
}
