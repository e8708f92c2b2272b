/** A date on the wall calendar of some place, `2026-11-24`; it has no zone of its own. */
export type CivilDate = string & { readonly __brand: "CivilDate" };
/** A time on the wall clock of some place, `09:00`; `24:00` ends a day. */
export type CivilTime = string & { readonly __brand: "CivilTime" };
/** Monday 1 to Sunday 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DAY = 86_400_000;

/** Text → CivilDate when it names a day that exists between 1900 and 2199. */
export function parseCivilDate(text: string): CivilDate | undefined {
  if (!/^(19|2[01])\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00.000Z`);
  if (Number.isNaN(at)) return undefined;
  return new Date(at).toISOString().slice(0, 10) === text ? (text as CivilDate) : undefined;
}

/** Text → CivilTime between 00:00 and 24:00. */
export function parseCivilTime(text: string): CivilTime | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text) ? (text as CivilTime) : undefined;
}

/** Minutes after midnight, 0 to 1440. */
export function minutesOfDay(time: CivilTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Minutes after midnight (0 to 1440) → CivilTime. */
export function civilTimeOf(minutes: number): CivilTime {
  const hours = Math.floor(minutes / 60);
  return `${String(hours).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}` as CivilTime;
}

/** The date `days` later, or earlier when negative. */
export function plusDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY).toISOString().slice(0, 10) as CivilDate;
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY);
}

export function weekdayOf(date: CivilDate): Weekday {
  const day = new Date(`${date}T00:00:00.000Z`).getUTCDay();
  return (day === 0 ? 7 : day) as Weekday;
}

/** The Monday of the week that holds `date`. */
export function mondayOf(date: CivilDate): CivilDate {
  return plusDays(date, 1 - weekdayOf(date));
}
