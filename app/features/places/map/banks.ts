import type { Place } from "./place.ts";

/** A side of a city's rivers. `outline` is a closed ring of places. */
export interface Bank {
  id: string;
  name: string;
  name_en: string;
  outline: Place[];
}

/** Metres that a river adds when points are ranked: a bridge and its ramps. The distance shown stays 直线. */
export const CROSSING = 2_000;

/** The bank that a place lies on; undefined where none is drawn. Ray casting. */
export function bankAt(place: Place, banks: Bank[]): string | undefined {
  return banks.find((bank) => contains(bank.outline, place))?.id;
}

function contains(outline: Place[], { lat, lng }: Place): boolean {
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const a = outline[i]!;
    const b = outline[j]!;
    if (a.lat > lat !== b.lat > lat && lng < ((b.lng - a.lng) * (lat - a.lat)) / (b.lat - a.lat) + a.lng)
      inside = !inside;
  }
  return inside;
}

/** Whether the way between two banks crosses a river; unknown banks are taken as the same side. */
export function crossesRiver(mine: string | null | undefined, theirs: string | null | undefined): boolean {
  return !!mine && !!theirs && mine !== theirs;
}

/** Metres by which points are ranked. */
export function rankingDistance(metres: number, crossing: boolean): number {
  return crossing ? metres + CROSSING : metres;
}
