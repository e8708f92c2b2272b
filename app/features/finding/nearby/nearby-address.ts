import { isAmenity, type Amenity } from "#app/features/places/points/amenities.ts";
import { coarse, formatPlace, parsePlace, type Place } from "#app/features/places/map/place.ts";
import { isPointKind, type PointKind } from "#app/features/places/points/point.ts";

/** Rows of a list, and metres around the place within which they are looked for. */
export const LIMIT = 20;
export const RADIUS = { usual: 5_000, wide: 30_000 };

/** What the address of Nearby holds: filters, and the place rounded to three decimals, so that it can be shared. */
export interface NearbyAddress {
  city?: string;
  at?: Place;
  /** Set when the address names a place that is none. */
  badPlace: boolean;
  kind?: PointKind;
  open: boolean;
  places: boolean;
  has: Amenity[];
  wide: boolean;
  search?: string;
}

/** Search parameters → address; what is not understood is left out. */
export function parseNearbyAddress(params: URLSearchParams): NearbyAddress {
  const atText = params.get("at");
  const at = atText ? parsePlace(atText) : undefined;
  const city = params.get("city");
  const kind = params.get("kind");
  const search = params.get("q")?.trim().slice(0, 40);
  return {
    ...(city && /^[\w-]{1,40}$/.test(city) ? { city } : {}),
    ...(at ? { at: coarse(at) } : {}),
    badPlace: !!atText && !at,
    ...(isPointKind(kind) ? { kind } : {}),
    open: params.get("open") === "1",
    places: params.get("places") === "1",
    has: [...new Set((params.get("has") ?? "").split(",").filter(isAmenity))],
    wide: params.get("wide") === "1",
    ...(search ? { search } : {}),
  };
}

/** Address → path with search parameters, in one order, so that equal addresses are equal text. */
export function formatNearbyAddress(address: Omit<NearbyAddress, "badPlace">): string {
  const params: [string, string][] = [];
  if (address.city) params.push(["city", address.city]);
  if (address.at) params.push(["at", formatPlace(address.at)]);
  if (address.kind) params.push(["kind", address.kind]);
  if (address.open) params.push(["open", "1"]);
  if (address.places) params.push(["places", "1"]);
  if (address.has.length > 0) params.push(["has", address.has.join(",")]);
  if (address.wide) params.push(["wide", "1"]);
  if (address.search) params.push(["q", address.search]);
  return params.length === 0
    ? "/"
    : `/?${params.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&")}`;
}
