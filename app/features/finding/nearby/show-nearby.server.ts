import { findServicesAt } from "#app/features/visiting/services/find-service.server.ts";
import { isFor, type Service } from "#app/features/visiting/services/service.ts";
import { findNextFree } from "#app/features/visiting/slots/find-free.server.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import { listNearby, type NearbyPoint, type NearbyQuery } from "./list-nearby.server.ts";
import type { NearbyRow } from "./nearby-row.ts";

/** The rows of Nearby: where, whether open, the next free time, what proof counts and what is free. */
export async function showNearby(
  app: Pick<App, "db" | "calendar">,
  query: NearbyQuery,
  riderKind: RiderKind | undefined,
  language: Language,
  now: Instant,
): Promise<NearbyRow[]> {
  const found = await listNearby(app, query, now);
  const services = await findServicesAt(
    app.db,
    found.map(({ point }) => point.id),
  );
  const free = await findNextFree(app.db, services, now);
  const byPoint = new Map<string, Service[]>();
  for (const service of services) byPoint.set(service.pointId, [...(byPoint.get(service.pointId) ?? []), service]);
  return found.map((nearby) => rowOf(nearby, byPoint.get(nearby.point.id) ?? [], free, riderKind, language));
}

function rowOf(
  { point, distance, crossing, door }: NearbyPoint,
  services: Service[],
  free: Awaited<ReturnType<typeof findNextFree>>,
  riderKind: RiderKind | undefined,
  language: Language,
): NearbyRow {
  // What the hospital gives out by itself does not make a riders' clinic everybody's.
  const offered = services.some(({ book }) => book !== "theirs")
    ? services.filter(({ book }) => book !== "theirs")
    : services;
  const mine = riderKind ? offered.filter((service) => isFor(service, riderKind)) : offered;
  const next = mine
    .map((service) => ({ service, slot: free.get(service.id) }))
    .filter((entry) => entry.slot !== undefined)
    .sort((a, b) => (a.slot!.start < b.slot!.start ? -1 : 1))[0];
  const leading = mine[0] ?? offered[0];
  return {
    id: point.id,
    name: language === "zh" ? point.name : point.name_en,
    kinds: point.kinds,
    lat: point.place.lat,
    lng: point.place.lng,
    zone: point.zone,
    distance: Math.round(distance / 10) * 10,
    crossing,
    door,
    dropIn: point.dropIn,
    amenities: point.amenities,
    fee: leading?.fee ?? null,
    proof: leading?.proof ?? [],
    forOthers:
      riderKind && offered.length > 0 && mine.length === 0
        ? [...new Set(offered.flatMap((service) => service.forKinds))]
        : null,
    next: next
      ? {
          serviceId: next.service.id,
          service: language === "zh" ? next.service.name : next.service.name_en,
          slotId: next.slot!.slotId,
          start: next.slot!.start,
          remaining: next.slot!.remaining,
          dayLeft: next.slot!.dayLeft,
          dayQuota: next.slot!.dayQuota,
        }
      : null,
    example: point.example,
  };
}
