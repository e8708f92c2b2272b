import { parseCivilTime, type CivilTime, type Weekday } from "./civil.ts";

/** A stretch of one day; `to` may be 24:00. */
export interface CivilSpan {
  from: CivilTime;
  to: CivilTime;
}

const at = (text: string): CivilTime | undefined => parseCivilTime(text.normalize("NFKC").trim().padStart(5, "0"));
const MIDNIGHT = "00:00" as CivilTime;
const DAY_END = "24:00" as CivilTime;

/**
 * A stretch as people write its two times → the part on its own day, and that on the next where it goes over midnight:
 * 18:00 to 02:00 is 18:00 to 24:00 and 00:00 to 02:00. 00:00 and 23:59 as an end are the day's end. Undefined when it is none.
 */
export function readSpan(from: string, to: string): { day: CivilSpan; next?: CivilSpan } | undefined {
  const start = at(from);
  const said = at(to);
  if (!start || !said || start === DAY_END) return undefined;
  const end = said === MIDNIGHT || said === "23:59" ? DAY_END : said;
  if (start < end) return { day: { from: start, to: end } };
  return start === end ? undefined : { day: { from: start, to: DAY_END }, next: { from: MIDNIGHT, to: end } };
}

/** The weekdays that follow some weekdays, in order. */
export function nextWeekdays(days: readonly Weekday[]): Weekday[] {
  return days.map((day) => ((day % 7) + 1) as Weekday).sort();
}
