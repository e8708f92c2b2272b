import type { Zone } from "#app/time/zone.ts";
import type { Amenity } from "./amenities.ts";
import type { Place } from "#app/features/places/map/place.ts";

export const POINT_KINDS = [
  "rider-clinic",
  "rest-point",
  "legal-desk",
  "labour-station",
  "youth-station",
  "classroom",
] as const;
export type PointKind = (typeof POINT_KINDS)[number];

export const isPointKind = (text: unknown): text is PointKind => POINT_KINDS.includes(text as PointKind);

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
