import type { Calendar } from "#app/time/calendar.ts";
import { minutesOfDay, plusDays, weekdayOf, type CivilDate, type CivilTime, type Weekday } from "#app/time/civil.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { civilOf, instantAt, type Zone } from "#app/time/zone.ts";

/** A stretch of one day; `to` may be 24:00. */
export interface DaySpan {
  from: CivilTime;
  to: CivilTime;
}
/** A stretch that comes every week on some days. */
export interface WeeklySpan extends DaySpan {
  days: Weekday[];
}
/** `workdays` follows the public calendar: closed on holidays, open on make-up workdays. */
export interface Hours {
  spans: WeeklySpan[];
  calendar: "workdays" | "every-day";
}
/** What a point keeps on single dates, in the place of its week; no spans: closed. */
export type DatedSpans = ReadonlyMap<CivilDate, { spans: DaySpan[]; reason: string; reason_en: string }>;

export const NO_DATES: DatedSpans = new Map();

/** Minutes before closing at which a point says so. */
export const CLOSING_SOON = 30;
/** Days ahead in which the next opening is looked for. */
const LOOK_AHEAD = 14;

export interface OpenState {
  state: "open" | "closing-soon" | "closed" | "unknown";
  /** When an open door closes, or a closed one opens; null when it never does, or nobody knows. */
  until: Instant | null;
}

/** The spans of one date, earliest first. A make-up workday takes the spans that all of Monday to Friday share. */
export function spansOn(hours: Hours, dated: DatedSpans, date: CivilDate, calendar: Calendar): DaySpan[] {
  const exception = dated.get(date);
  if (exception) return exception.spans;
  const weekday = weekdayOf(date);
  const day = hours.calendar === "workdays" ? calendar(date).kind : "ordinary";
  if (day === "holiday") return [];
  const spans = hours.spans.filter(({ days }) =>
    day === "make-up" ? [1, 2, 3, 4, 5].every((d) => days.includes(d as Weekday)) : days.includes(weekday),
  );
  return spans.map(({ from, to }) => ({ from, to })).sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Whether a point that was open before midnight is open without a break since, at `now`. */
export function isOpenSinceMidnight(
  hours: Hours,
  dated: DatedSpans,
  zone: Zone,
  calendar: Calendar,
  now: Instant,
): boolean {
  const { date, minutes } = civilOf(now, zone);
  const begun = spansOn(hours, dated, date, calendar).some(
    ({ from, to }) => from === "00:00" && minutes < minutesOfDay(to),
  );
  return begun && spansOn(hours, dated, plusDays(date, -1), calendar).some(({ to }) => to === "24:00");
}

/** Whether a point is open by its hours at `now`, and until when. */
export function openingAt(
  hours: Hours | undefined,
  dated: DatedSpans,
  zone: Zone,
  calendar: Calendar,
  now: Instant,
): OpenState {
  if (!hours) return { state: "unknown", until: null };
  const { date, minutes } = civilOf(now, zone);
  const open = spansOn(hours, dated, date, calendar).find(
    (s) => minutesOfDay(s.from) <= minutes && minutes < minutesOfDay(s.to),
  );
  if (!open) return { state: "closed", until: nextOpening(hours, dated, zone, calendar, date, minutes) };
  const until = closingOf(hours, dated, zone, calendar, date, open);
  const soon = until !== null && minutesBetween(now, until) <= CLOSING_SOON;
  return { state: soon ? "closing-soon" : "open", until };
}

/** When the door that is open in `span` closes: a span that meets the next, over midnight too, goes on. */
function closingOf(
  hours: Hours,
  dated: DatedSpans,
  zone: Zone,
  calendar: Calendar,
  date: CivilDate,
  span: DaySpan,
): Instant | null {
  let day = date;
  let end = span.to;
  for (let step = 0; step < LOOK_AHEAD * 4; step++) {
    const next = end === "24:00" ? { day: plusDays(day, 1), at: "00:00" } : { day, at: end };
    const goesOn = spansOn(hours, dated, next.day, calendar).find((s) => s.from <= next.at && s.to > next.at);
    if (!goesOn) return instantAt(day, end, zone);
    day = next.day;
    end = goesOn.to;
  }
  return null;
}

function nextOpening(
  hours: Hours,
  dated: DatedSpans,
  zone: Zone,
  calendar: Calendar,
  date: CivilDate,
  minutes: number,
): Instant | null {
  for (let ahead = 0; ahead <= LOOK_AHEAD; ahead++) {
    const day = plusDays(date, ahead);
    const span = spansOn(hours, dated, day, calendar).find((s) => ahead > 0 || minutesOfDay(s.from) > minutes);
    if (span) return instantAt(day, span.from, zone);
  }
  return null;
}

/** One day of the week's table on a point's page. */
export interface WeekDay {
  date: CivilDate;
  spans: DaySpan[];
  day: ReturnType<Calendar>;
  exception?: { reason: string; reason_en: string };
}

/** Seven days from `first` on, as they really are with holidays, make-up days and exceptions. */
export function weekFrom(hours: Hours, dated: DatedSpans, first: CivilDate, calendar: Calendar): WeekDay[] {
  return Array.from({ length: 7 }, (_, i) => {
    const date = plusDays(first, i);
    const exception = dated.get(date);
    return { date, spans: spansOn(hours, dated, date, calendar), day: calendar(date), ...(exception && { exception }) };
  });
}

/** Remembers answers for one moment, so that a list of points with few patterns of hours is judged quickly. */
export function openingJudge(calendar: Calendar, now: Instant) {
  const known = new Map<string, OpenState>();
  return (hoursId: string | null, hours: Hours | undefined, dated: DatedSpans, zone: Zone): OpenState => {
    if (dated.size > 0 || !hoursId) return openingAt(hours, dated, zone, calendar, now);
    const key = `${hoursId}|${zone}`;
    const found = known.get(key) ?? openingAt(hours, dated, zone, calendar, now);
    known.set(key, found);
    return found;
  };
}
