import type { Bank } from "#app/features/places/map/banks.ts";
import type { Notice } from "#app/features/places/notices/notice.ts";
import type { Hours } from "#app/features/places/hours/opening.ts";
import type { City, Landmark } from "#app/features/places/cities/city.ts";
import type { Calendar, DayKind } from "#app/time/calendar.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { PackedPoint } from "./packed-point.ts";

/** The form of a pack; a phone throws away one of another form. */
export const PACK_FORM = 1;
/** The most points that a pack holds: those nearest to the middle of the city. */
export const MOST_POINTS = 4_000;
/** Days ahead for which a pack knows holidays and dated hours. */
export const DAYS_KNOWN = 30;

/** All that a phone needs of a city to answer without network, in one language. */
export interface CityPack {
  form: typeof PACK_FORM;
  city: City;
  cities: City[];
  /** When the server made it. */
  made: Instant;
  /** What a phone names to get only what changed since. */
  version: Instant;
  /** Whether `points` are only those that changed since what was asked. */
  difference: boolean;
  hours: Record<string, Hours>;
  /** Dates that are not ordinary, and the last date that is known. */
  days: { special: [CivilDate, DayKind][]; until: CivilDate };
  banks: Bank[];
  landmarks: Landmark[];
  notices: Notice[];
  points: PackedPoint[];
  /** Short ids of points that left the pack; of a difference only. */
  gone: string[];
}

/** A pack and what changed since → the pack as it is now. What is not counted by points comes whole each time. */
export function mergePack(kept: CityPack, news: CityPack): CityPack {
  if (!news.difference) return news;
  const changed = new Map(news.points.map((point) => [point[0], point]));
  const gone = new Set(news.gone);
  const stayed = kept.points.filter(([id]) => !changed.has(id) && !gone.has(id));
  return { ...news, difference: false, gone: [], points: [...stayed, ...news.points] };
}

/** The pack's calendar: after its last day nothing is known of holidays. */
export function calendarOf(pack: Pick<CityPack, "days">): Calendar {
  const special = new Map(pack.days.special);
  return (date) => special.get(date) ?? { kind: date > pack.days.until ? "unknown" : "ordinary" };
}
