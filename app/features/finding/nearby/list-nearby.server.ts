import type { Db } from "#db/db.ts";
import { isOpenDoor, watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import type { DoorState } from "#app/features/finding/door/door-state.ts";
import { amenitySet, type Amenity } from "#app/features/places/points/amenities.ts";
import { crossesRiver, rankingDistance } from "#app/features/places/map/banks.ts";
import { rings } from "#app/features/places/map/cells.ts";
import { zonesOf } from "#app/features/places/cities/find-city.server.ts";
import { findPoints } from "#app/features/places/points/find-point.server.ts";
import { openHoursIds } from "#app/features/places/doors/judge-opening.server.ts";
import type { Place } from "#app/features/places/map/place.ts";
import type { PlacedPoint, PointKind, PointSummary } from "#app/features/places/points/point.ts";
import { findPointsAround } from "#app/features/places/points/search-points.server.ts";
import { findPointsWithPlaces } from "#app/features/visiting/slots/find-free.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";

export interface NearbyQuery {
  place: Place;
  /** Metres. */
  radius: number;
  kind?: PointKind | undefined;
  amenities?: Amenity[] | undefined;
  /** Only doors that are open at this moment. */
  openAt?: Instant | undefined;
  /** Only points with a place left today. */
  placesToday?: boolean | undefined;
  /** Where the rider stands: points across a river rank lower. */
  bank?: string | undefined;
  limit: number;
  offset?: number;
}

export interface NearbyPoint {
  point: PointSummary;
  /** Metres in a straight line. */
  distance: number;
  crossing: boolean;
  door: DoorState;
}

/**
 * Points around a place, nearest first with rivers counted in, each with its door. Looks in growing
 * rings and stops at the first that holds enough: what the rest of the store holds costs nothing.
 */
export async function listNearby(
  app: Pick<App, "db" | "calendar">,
  query: NearbyQuery,
  now: Instant,
): Promise<NearbyPoint[]> {
  const wanted = query.limit + (query.offset ?? 0);
  const moment = query.openAt ?? now;
  const zones = query.openAt ? await zonesOf(app.db) : [];
  const hours = query.openAt && {
    ids: await openHoursIds(app, zones, query.openAt),
    date: dateIn(zones[0]!, query.openAt),
  };
  const filter = {
    ...(query.kind && { kind: query.kind }),
    ...(query.amenities?.length && { amenities: amenitySet(query.amenities) }),
    ...(hours && { hours }),
  };
  let found: NearbyPoint[] = [];
  const steps = rings(query.radius);
  for (const metres of steps) {
    const last = metres === steps.at(-1);
    const candidates = rank(
      await findPointsAround(app.db, query.place, metres, filter),
      query.bank,
      last ? Infinity : metres,
    );
    if (!last && candidates.length < wanted) continue;
    found = await sift(app, query, candidates, wanted, moment);
    if (found.length >= wanted) break;
  }
  return found.slice(query.offset ?? 0, wanted);
}

type Candidate = { id: string; distance: number; crossing: boolean };

/** Points in the order of their ranking; one that ranks beyond `metres` waits for a wider ring, which may hold others before it. */
function rank(points: PlacedPoint[], bank: string | undefined, metres: number): Candidate[] {
  if (!bank) return points.map(({ id, distance }) => ({ id, distance, crossing: false }));
  const ranked = points.map(({ id, distance, bank: theirs }) => {
    const crossing = crossesRiver(bank, theirs);
    return { id, distance, crossing, ranking: rankingDistance(distance, crossing) };
  });
  return ranked
    .filter(({ ranking }) => ranking <= metres)
    .sort((a, b) => a.ranking - b.ranking || (a.id < b.id ? -1 : 1));
}

/** Judges candidates in turn until enough are left. */
async function sift(
  app: Pick<App, "db" | "calendar">,
  query: NearbyQuery,
  candidates: Candidate[],
  wanted: number,
  moment: Instant,
): Promise<NearbyPoint[]> {
  const found: NearbyPoint[] = [];
  const step = Math.max(20, Math.min(wanted, 100));
  for (let at = 0; at < candidates.length && found.length < wanted; at += step) {
    const some = candidates.slice(at, at + step);
    const points = await findPoints(
      app.db,
      some.map(({ id }) => id),
    );
    const doors = await watchDoors(app, [...points.values()], moment);
    const withPlaces = query.placesToday ? await placesToday(app.db, [...points.values()], moment) : undefined;
    for (const { id, distance, crossing } of some) {
      const point = points.get(id);
      const door = doors.get(id);
      if (!point || !door) continue;
      if (query.openAt && !isOpenDoor(door)) continue;
      if (withPlaces && !withPlaces.has(id)) continue;
      found.push({ point, distance, crossing, door });
    }
  }
  return found.slice(0, wanted);
}

async function placesToday(db: Db, points: PointSummary[], now: Instant): Promise<Set<string>> {
  const [first] = points;
  return first
    ? findPointsWithPlaces(
        db,
        points.map(({ id }) => id),
        dateIn(first.zone, now),
        now,
      )
    : new Set();
}
