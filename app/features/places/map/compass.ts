import type { Place } from "./place.ts";

/** Degrees clockwise from north in which a place lies from another. */
export function bearingTo(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const east = Math.sin(radians(to.lng - from.lng)) * Math.cos(radians(to.lat));
  const north =
    Math.cos(radians(from.lat)) * Math.sin(radians(to.lat)) -
    Math.sin(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.cos(radians(to.lng - from.lng));
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}

/** Degrees clockwise from north to which a phone points, from what its sensor says; undefined where it says nothing of north. */
export function headingOf(
  event: { webkitCompassHeading?: number; absolute: boolean; alpha: number | null },
  screenAngle: number,
): number | undefined {
  const heading =
    event.webkitCompassHeading ?? (event.absolute && event.alpha !== null ? 360 - event.alpha : undefined);
  return heading === undefined ? undefined : (heading + screenAngle + 360) % 360;
}
