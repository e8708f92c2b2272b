import { doorState, type DoorState } from "#app/features/finding/door/door-state.ts";
import { bankAt, crossesRiver, rankingDistance } from "#app/features/places/map/banks.ts";
import { openingJudge } from "#app/features/places/hours/opening.ts";
import { distanceBetween, type Place } from "#app/features/places/map/place.ts";
import { searchForm, type City, type Landmark, type PlaceFound } from "#app/features/places/cities/city.ts";
import { calendarOf, type CityPack } from "#app/features/finding/pack/city-pack.ts";
import { longId, unpackPoint, type OfflinePoint } from "#app/features/finding/pack/packed-point.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { Instant } from "#app/time/instant.ts";
import type { NearbyAddress } from "./nearby-address.ts";
import type { NearbyRow } from "./nearby-row.ts";

/** The most rows of one list. */
const MOST = 20;
const MOST_FOUND = 8;

/** What Nearby shows, made on the phone of what it keeps: the same rules, the hours as they were known, nobody's word on doors. */
export interface OfflineNearby {
  city: City;
  cities: City[];
  place: Place;
  rows: NearbyRow[];
  landmarks: Landmark[];
  results: PlaceFound[] | null;
}

/** Points around a place, nearest first with rivers counted in, that fit the address. `radius` in metres. */
export function nearbyOffline(
  pack: CityPack,
  address: NearbyAddress,
  radius: number,
  riderKind: RiderKind | undefined,
  now: Instant,
): OfflineNearby {
  const place = address.at ?? pack.city.centre;
  const bank = bankAt(place, pack.banks);
  const judge = doorJudge(pack, now);
  const points = pack.points
    .map(unpackPoint)
    .filter(
      ({ kinds, amenities }) =>
        (!address.kind || kinds.includes(address.kind)) && address.has.every((one) => amenities.includes(one)),
    )
    .map((point) => ({ point, distance: distanceBetween(place, point), crossing: crossesRiver(bank, point.bank) }))
    .filter(({ distance }) => distance <= radius)
    .sort(
      (a, b) =>
        rankingDistance(a.distance, a.crossing) - rankingDistance(b.distance, b.crossing) ||
        (a.point.id < b.point.id ? -1 : 1),
    );
  const rows: NearbyRow[] = [];
  for (const { point, distance, crossing } of points) {
    const door = judge(point);
    if (address.open && door.state !== "open" && door.state !== "closing-soon") continue;
    rows.push(rowOf(point, pack, distance, crossing, door, riderKind));
    if (rows.length === MOST) break;
  }
  return {
    city: pack.city,
    cities: pack.cities,
    place,
    rows,
    landmarks: pack.landmarks,
    results: address.search ? found(pack, address.search) : null,
  };
}

/** Judges doors of a pack at one moment, by hours alone. */
export function doorJudge(pack: CityPack, now: Instant): (point: OfflinePoint) => DoorState {
  const judge = openingJudge(calendarOf(pack), now);
  return (point) =>
    doorState(judge(point.hoursId, pack.hours[point.hoursId ?? ""], point.dated, pack.city.zone), [], now);
}

/** One point of a pack; undefined when it is not in it. */
export function pointInPack(pack: CityPack, id: string): OfflinePoint | undefined {
  const packed = pack.points.find(([short]) => longId(short) === id);
  return packed && unpackPoint(packed);
}

function rowOf(
  point: OfflinePoint,
  pack: CityPack,
  distance: number,
  crossing: boolean,
  door: DoorState,
  riderKind: RiderKind | undefined,
): NearbyRow {
  const { services } = point;
  const mine = riderKind
    ? services.filter(({ forKinds }) => forKinds.length === 0 || forKinds.includes(riderKind))
    : services;
  const leading = mine[0] ?? services[0];
  return {
    id: point.id,
    name: point.name,
    kinds: point.kinds,
    lat: point.lat,
    lng: point.lng,
    zone: pack.city.zone,
    distance: Math.round(distance / 10) * 10,
    crossing,
    door,
    dropIn: point.dropIn,
    amenities: point.amenities,
    fee: leading?.fee ?? null,
    proof: leading?.proof ?? [],
    forOthers:
      riderKind && services.length > 0 && mine.length === 0
        ? [...new Set(services.flatMap(({ forKinds }) => forKinds))]
        : null,
    next: null,
    example: point.example,
  };
}

function found(pack: CityPack, text: string): PlaceFound[] {
  const wanted = searchForm(text);
  const landmarks = pack.landmarks
    .filter(({ name, name_en }) => searchForm(name + name_en).includes(wanted))
    .slice(0, MOST_FOUND)
    .map(({ id, name, name_en, place }): PlaceFound => ({
      kind: "landmark",
      id,
      name,
      name_en,
      detail: "",
      detail_en: "",
      place,
    }));
  const points = pack.points
    .filter(([, name, , , , , , , , address]) => searchForm(name + address).includes(wanted))
    .slice(0, MOST_FOUND)
    .map(unpackPoint)
    .map(({ id, name, address, lat, lng }): PlaceFound => ({
      kind: "point",
      id,
      name,
      name_en: name,
      detail: address,
      detail_en: address,
      place: { lat, lng },
    }));
  return [...landmarks, ...points];
}
