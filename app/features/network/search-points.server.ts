import type { Db } from "#db/connection.server.ts";
import { clusterSide } from "./cells.ts";
import type { Box, Place } from "./place.ts";
import type { PlacedPoint } from "./point.ts";
import { clustersIn, pointsAround, type Cluster, type PointFilter } from "./points.store.server.ts";

/** Every point within `metres` of a place that fits, nearest first. */
export async function findPointsAround(db: Db, place: Place, metres: number, filter: PointFilter): Promise<PlacedPoint[]> {
  return pointsAround(db, place, metres, filter);
}

/** Points of a box gathered for a map zoom, the largest first. At street zooms each stands alone. */
export async function findClusters(db: Db, box: Box, zoom: number, filter: PointFilter, limit: number): Promise<Cluster[]> {
  return clustersIn(db, box, zoom >= 17 ? 1e-6 : clusterSide(zoom), filter, limit);
}
