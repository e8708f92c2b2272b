import type { Db } from "#db/db.ts";
import { countPlacedPoints, placedPoints, districtsOf, pointsOfCity } from "./listed-points.store.server.ts";
import type { ListedPoint, PointKind } from "./point.ts";
import { searchForm } from "#app/features/places/cities/city.ts";

/** Points of a city by name, placed or not. */
export async function listPoints(
  db: Db,
  cityId: string,
  filter: { district?: string | undefined; kinds?: PointKind[] | undefined; text?: string | undefined; limit?: number },
): Promise<ListedPoint[]> {
  return pointsOfCity(db, cityId, {
    ...filter,
    text: filter.text ? searchForm(filter.text) : undefined,
    limit: filter.limit ?? 500,
  });
}

export async function listDistricts(db: Db, cityId: string): Promise<string[]> {
  return districtsOf(db, cityId);
}

/** How many points stand on the map. */
export async function countPlaced(db: Db): Promise<number> {
  return countPlacedPoints(db);
}

/** Ids of points that stand on the map, in the order in which they were made. */
export async function listPlaced(db: Db, limit: number, offset: number): Promise<string[]> {
  return placedPoints(db, limit, offset);
}
