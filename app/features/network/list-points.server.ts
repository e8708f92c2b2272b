import type { Db } from "#db/connection.server.ts";
import { districtsOf, pointsOfCity } from "./listed-points.store.server.ts";
import { searchForm, type ListedPoint, type PointKind } from "./point.ts";

/** Points of a city by name, placed or not. */
export async function listPoints(
  db: Db, cityId: string, filter: { district?: string | undefined; kinds?: PointKind[] | undefined; text?: string | undefined; limit?: number },
): Promise<ListedPoint[]> {
  return pointsOfCity(db, cityId, { ...filter, text: filter.text ? searchForm(filter.text) : undefined, limit: filter.limit ?? 500 });
}

export async function listDistricts(db: Db, cityId: string): Promise<string[]> {
  return districtsOf(db, cityId);
}
