/** A spot on the earth in WGS-84 degrees. */
export interface Place {
  lat: number;
  lng: number;
}

/** Metres; the furthest that a search looks, and how far it looks when not told. */
export const RADIUS = { most: 50_000, usual: 3_000 } as const;

const EARTH = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres in a straight line over the ground (haversine). */
export function distanceBetween(a: Place, b: Place): number {
  const dLat = radians(b.lat - a.lat);
  const dLng = radians(b.lng - a.lng);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The eight directions, clockwise from north. */
export const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** In which direction a place lies from another; undefined for places that are one. */
export function directionTo(from: Place, to: Place): Direction | undefined {
  const north = to.lat - from.lat;
  const east = (to.lng - from.lng) * Math.cos(radians(from.lat));
  if (Math.hypot(north, east) < 1e-5) return undefined;
  const turn = (Math.atan2(east, north) / (2 * Math.PI) + 1) % 1;
  return DIRECTIONS[Math.round(turn * 8) % 8];
}

/** Rounded to three decimals, about a hundred metres: all that an address may carry of where somebody is. */
export function coarse(place: Place): Place {
  return { lat: Math.round(place.lat * 1000) / 1000, lng: Math.round(place.lng * 1000) / 1000 };
}

/** `30.580,114.270` → Place, when both are numbers on the earth. */
export function parsePlace(text: string): Place | undefined {
  const match = /^\s*(-?\d{1,2}(?:\.\d{1,40})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,40})?)\s*$/.exec(text);
  if (!match) return undefined;
  const place = { lat: Number(match[1]), lng: Number(match[2]) };
  return isPlace(place) ? place : undefined;
}

export function isPlace({ lat, lng }: Place): boolean {
  return Number.isFinite(lat) && Number.isFinite(lng) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
}

export function formatPlace(place: Place): string {
  return `${place.lat.toFixed(3)},${place.lng.toFixed(3)}`;
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** `west,south,east,north` in degrees → Box; none that crosses the date line. */
export function parseBox(text: string): Box | undefined {
  const numbers = text.split(",").map((part) => (/^\s*-?\d{1,3}(\.\d{1,40})?\s*$/.test(part) ? Number(part) : NaN));
  const [west, south, east, north] = numbers as [number, number, number, number];
  if (numbers.length !== 4 || !isPlace({ lat: south, lng: west }) || !isPlace({ lat: north, lng: east }))
    return undefined;
  return west < east && south < north ? { west, south, east, north } : undefined;
}
