import { findPoints } from "#app/features/places/points/find-point.server.ts";
import { openHoursIds } from "#app/features/places/doors/judge-opening.server.ts";
import { zonesOf } from "#app/features/places/cities/find-city.server.ts";
import { findClusters } from "#app/features/places/points/search-points.server.ts";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import type { DoorState } from "#app/features/finding/door/door-state.ts";
import type { Box, Place } from "#app/features/places/map/place.ts";
import type { PointKind, PointSummary } from "#app/features/places/points/point.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";

export type OnMap =
  { kind: "cluster"; place: Place; count: number } | { kind: "point"; point: PointSummary; door: DoorState };

/** What a map shows of a box at a zoom: at most `limit` clusters and single points, the largest first. */
export async function showClusters(
  app: Pick<App, "db" | "calendar">,
  query: { box: Box; zoom: number; kind?: PointKind | undefined; openAt?: Instant | undefined; limit: number },
  now: Instant,
): Promise<OnMap[]> {
  const zones = query.openAt ? await zonesOf(app.db) : [];
  const filter = {
    ...(query.kind && { kind: query.kind }),
    ...(query.openAt && {
      hours: { ids: await openHoursIds(app, zones, query.openAt), date: dateIn(zones[0]!, query.openAt) },
    }),
  };
  const clusters = await findClusters(app.db, query.box, query.zoom, filter, query.limit);
  const points = await findPoints(
    app.db,
    clusters.filter(({ count }) => count === 1).map(({ pointId }) => pointId),
  );
  const doors = await watchDoors(app, [...points.values()], query.openAt ?? now);
  return clusters.flatMap((cluster): OnMap[] => {
    if (cluster.count > 1) return [{ kind: "cluster", place: cluster.place, count: cluster.count }];
    const point = points.get(cluster.pointId);
    const door = doors.get(cluster.pointId);
    return point && door ? [{ kind: "point", point, door }] : [];
  });
}
