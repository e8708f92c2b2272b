import { isPlace, type Place } from "#app/features/places/map/place.ts";

const KEY = "nuanyi-place";

/** Keeps the exact place in this browser only; null forgets it. */
export function rememberPlace(place: Place | null): void {
  try {
    if (place) localStorage.setItem(KEY, JSON.stringify({ lat: place.lat, lng: place.lng }));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still works: the place is asked for again.
  }
}

export function rememberedPlace(): Place | undefined {
  try {
    const place = JSON.parse(localStorage.getItem(KEY) ?? "null") as Place | null;
    return place && isPlace(place) ? place : undefined;
  } catch {
    return undefined;
  }
}
