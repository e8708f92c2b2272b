import { distanceBetween, type Place } from "#app/features/places/map/place.ts";
import type { Zone } from "#app/time/zone.ts";

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

/** Text as search compares it: one width, one case, no spaces. */
export function searchForm(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}
