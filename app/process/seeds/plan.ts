import type { Notice } from "#app/features/places/notices/notice.ts";
import type { Convenience } from "#app/features/places/surroundings/convenience.ts";
import type { NewPoint } from "#app/features/places/points/add-points.server.ts";
import type { CityPlan } from "#app/features/places/cities/add-city.server.ts";
import type { Hours, WeeklySpan } from "#app/features/places/hours/opening.ts";
import type { Schedule } from "#app/features/visiting/services/schedule.ts";
import type { BookingRules, Service } from "#app/features/visiting/services/service.ts";
import type { CivilTime, Weekday } from "#app/time/civil.ts";

/** A demonstration city written down: everything of it is marked as example. */
export interface SeedCity {
  plan: CityPlan;
  points: SeedPoint[];
  conveniences: Omit<Convenience, "id" | "example">[];
  notices: Pick<Notice, "title" | "title_en" | "body" | "body_en">[];
}

export interface SeedPoint {
  point: Omit<NewPoint, "cityId" | "externalId" | "example" | "operator"> & {
    operator: { name: string; name_en: string; enforces?: boolean };
  };
  services: SeedService[];
}

export type SeedService = Partial<Omit<Service, "id" | "pointId" | "topics" | "example" | "rules">> & {
  rules?: Partial<BookingRules>;
  name: string;
  name_en: string;
  topics?: { name: string; name_en: string; bring?: string[]; bring_en?: string[] }[];
  schedules?: Omit<Schedule, "id">[];
};

export const WORKDAYS: Weekday[] = [1, 2, 3, 4, 5];
export const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export function weekly(days: Weekday[], ...spans: string[]): WeeklySpan[] {
  return spans.map((span) => {
    const [from, to] = span.split("-") as [CivilTime, CivilTime];
    return { days, from, to };
  });
}

export const hoursOn = (calendar: Hours["calendar"], ...spans: WeeklySpan[][]): Hours => ({
  calendar,
  spans: spans.flat(),
});
