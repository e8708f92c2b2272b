import type { Db } from "#db/db.ts";
import type { Point, PointSummary } from "./point.ts";
import { placedPoints, phonesOf } from "./listed-points.store.server.ts";
import { pointOf, summariesOf } from "./points.store.server.ts";

/** One placed point, whole. */
export async function findPoint(db: Db, id: string): Promise<Point | undefined> {
  return pointOf(db, id);
}

/** Placed points by id. */
export async function findPoints(db: Db, ids: string[]): Promise<Map<string, PointSummary>> {
  return summariesOf(db, [...new Set(ids)]);
}

/** Ids of some points that are placed, the first that were made. */
export async function listAnyPoints(db: Db, limit: number): Promise<string[]> {
  return placedPoints(db, limit);
}

/** Phones of points that have one, by point. */
export async function findPhones(db: Db, ids: string[]): Promise<Map<string, string>> {
  return phonesOf(db, ids);
}
