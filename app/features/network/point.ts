import type { Zone } from "#app/time/zone.ts";
import type { Amenity } from "./amenities.ts";
import { distanceBetween, type Place } from "./place.ts";

export const POINT_KINDS = ["rider-clinic", "rest-point", "legal-desk", "labour-station", "youth-station", "classroom"] as const;
export type PointKind = (typeof POINT_KINDS)[number];

export const isPointKind = (text: unknown): text is PointKind => POINT_KINDS.includes(text as PointKind);

export interface City {
  id: string;
  name: string;
  name_en: string;
  zone: Zone;
  centre: Place;
  example: boolean;
}

/** The city of a place: the one whose centre is nearest. */
export function cityOf(place: Place, cities: City[]): City | undefined {
  return [...cities].sort((a, b) => distanceBetween(place, a.centre) - distanceBetween(place, b.centre))[0];
}

/** A named place that people know. */
export interface Landmark {
  id: string;
  name: string;
  name_en: string;
  place: Place;
}

/** Metres within which the nearest landmark names a place. */
const NAMED_WITHIN = 1_500;

/** The landmark that names a place; null where none is near. */
export function landmarkNear(place: Place, landmarks: Landmark[]): Landmark | null {
  const [closest] = [...landmarks].sort((a, b) => distanceBetween(a.place, place) - distanceBetween(b.place, place));
  return closest && distanceBetween(closest.place, place) < NAMED_WITHIN ? closest : null;
}

/** What a search for a place found. */
export interface PlaceFound {
  kind: "landmark" | "point";
  id: string;
  name: string;
  name_en: string;
  detail: string;
  detail_en: string;
  place: Place;
}

/** Where a point stands, as a search around a place finds it. */
export interface PlacedPoint {
  id: string;
  bank: string | null;
  /** Metres. */
  distance: number;
}

/** A point as lists show it. */
export interface PointSummary {
  id: string;
  cityId: string;
  zone: Zone;
  name: string;
  name_en: string;
  kinds: PointKind[];
  address: string;
  address_en: string;
  place: Place;
  bank: string | null;
  hoursId: string | null;
  amenities: Amenity[];
  dropIn: boolean;
  example: boolean;
}

/** A point as its own page shows it. */
export interface Point extends PointSummary {
  district: string;
  landmark: string;
  landmark_en: string;
  photo: string | null;
  guide: string;
  guide_en: string;
  parking: string;
  parking_en: string;
  phone: string;
  /** Whether people come here hurt: then 120 stands before any slot. */
  urgent: boolean;
  operator: { name: string; name_en: string; enforces: boolean } | null;
}

/** A point as a city's own list shows it. */
export interface ListedPoint {
  id: string;
  name: string;
  name_en: string;
  kinds: PointKind[];
  district: string;
  lat: number | null;
  lng: number | null;
  hoursId: string | null;
}

/** The national lines, as large buttons on every point. */
export const PHONES = ["120", "12333", "12348", "12351", "12328"] as const;

/** Text as search compares it: one width, one case, no spaces. */
export function searchForm(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}
