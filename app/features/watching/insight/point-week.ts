import { mondayOf, parseCivilDate, plusDays, type CivilDate } from "#app/time/civil.ts";

/** One point's week in numbers: no rider is in it. */
export interface PointWeek {
  pointId: string;
  name: string;
  name_en: string;
  /** The Monday. */
  week: CivilDate;
  bookings: number;
  served: number;
  noShows: number;
  tickets: number;
  visits: number;
  unstaffedHours: number;
  openTasks: number;
}

const weekOf = mondayOf;

/** Rows of cells as CSV that spreadsheets open as they are: a mark for UTF-8, quotes where they are needed, nothing that a spreadsheet would run. */
export function toCsv(rows: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    const text = String(value);
    const safe =
      typeof value === "string" && /^[\u200b\u200e\u200f\ufeff\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** The most weeks that one table holds. */
const MOST_WEEKS = 13;

/** The Mondays that an address asks for (`from`, `weeks`), latest first; this week and the three before when it names none. */
export function weeksAsked(params: URLSearchParams, today: CivilDate): CivilDate[] {
  const asked = Number(params.get("weeks") ?? "4");
  const count = Number.isInteger(asked) ? Math.min(MOST_WEEKS, Math.max(1, asked)) : 4;
  const first = weekOf(parseCivilDate(params.get("from") ?? "") ?? plusDays(today, -7 * (count - 1)));
  return Array.from({ length: count }, (_, i) => plusDays(first, 7 * (count - 1 - i)));
}
