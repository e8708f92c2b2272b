import type { DaySpan } from "#app/features/places/hours/opening.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import { daysBetween, plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";

/** One act for heat, flood or snow: a notice, and maybe other hours, for many points on some dates. */
export interface WeatherAct {
  id: string;
  cityId: string;
  district: string | null;
  /** Empty: all kinds. */
  kinds: PointKind[];
  title: string;
  title_en: string;
  body: string;
  body_en: string;
  fromDate: CivilDate;
  toDate: CivilDate;
  /** The hours of those dates; null leaves them, none closes. */
  spans: DaySpan[] | null;
  points: number;
  madeAt: Instant;
  endedAt: Instant | null;
}

/** Days that one act may cover. */
export const MOST_DAYS = 14;

/** The dates of an act, both ends included. */
export function datesOfAct(act: Pick<WeatherAct, "fromDate" | "toDate">): CivilDate[] {
  return Array.from({ length: daysBetween(act.fromDate, act.toDate) + 1 }, (_, i) => plusDays(act.fromDate, i));
}
