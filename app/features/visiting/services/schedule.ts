import type { DaySpan } from "#app/features/places/hours/opening.ts";
import type { CivilDate, Weekday } from "#app/time/civil.ts";

/** When a service runs: weekly civil times in the point's zone, cut into slots of equal length. */
export interface Schedule {
  id: string;
  days: Weekday[];
  from: DaySpan["from"];
  to: DaySpan["to"];
  slotMinutes: number;
  capacity: number;
  calendar: "workdays" | "every-day";
}

/** A span of one date, in the place of what the schedules say. */
export interface DatedSchedule extends DaySpan {
  slotMinutes: number;
  capacity: number;
}

/** Dated exceptions of a service by date; an empty list: no slots that day. */
export type ScheduleDates = ReadonlyMap<CivilDate, DatedSchedule[]>;
