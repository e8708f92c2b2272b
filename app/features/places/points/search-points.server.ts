import type { Db } from "#db/db.ts";
import { clusterSide, countedLevel } from "#app/features/places/map/cells.ts";
import type { Box, Place } from "#app/features/places/map/place.ts";
import type { PlacedPoint } from "./point.ts";
import {
  clustersIn,
  countedClustersIn,
  pointsAround,
  type Cluster,
  type PointFilter,
} from "./point-places.store.server.ts";

/** Every point within `metres` of a place that fits, nearest first. */
export async function findPointsAround(
  db: Db,
  place: Place,
  metres: number,
  filter: PointFilter,
): Promise<PlacedPoint[]> {
  return pointsAround(db, place, metres, filter);
}

/** Points of a box gathered for a map zoom, the largest first. At street zooms each stands alone. */
export async function findClusters(
  db: Db,
  box: Box,
  zoom: number,
  filter: PointFilter,
  limit: number,
): Promise<Cluster[]> {
  const level = filter.amenities ? undefined : countedLevel(zoom);
  if (level !== undefined) return countedClustersIn(db, box, level, clusterSide(zoom), filter, limit);
  return clustersIn(db, box, zoom >= 17 ? 1e-6 : clusterSide(zoom), filter, limit);
}
