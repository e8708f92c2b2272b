import type { Place } from "#app/features/places/map/place.ts";
import { RADIUS } from "#app/features/places/map/place.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import { findServicesAt } from "#app/features/visiting/services/find-service.server.ts";
import { isFor } from "#app/features/visiting/services/service.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { listNearby, type NearbyPoint } from "./list-nearby.server.ts";

/** The nearest point of a kind that has a service for a rider kind; undefined within fifty kilometres. */
export async function findNearestFit(
  app: Pick<App, "db" | "calendar">,
  place: Place,
  kind: PointKind | undefined,
  riderKind: RiderKind,
  now: Instant,
): Promise<NearbyPoint | undefined> {
  const found = await listNearby(app, { place, radius: RADIUS.most, kind, limit: 30 }, now);
  const services = await findServicesAt(
    app.db,
    found.map(({ point }) => point.id),
  );
  return found.find(({ point }) =>
    services.some((service) => service.pointId === point.id && service.book !== "theirs" && isFor(service, riderKind)),
  );
}
