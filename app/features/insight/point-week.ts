import { plusDays, weekdayOf, type CivilDate } from "#app/time/civil.ts";

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

/** The Monday of a date's week. */
export const weekOf = (date: CivilDate): CivilDate => plusDays(date, 1 - weekdayOf(date));

/** Rows of cells as CSV that spreadsheets open as they are: a mark for UTF-8, quotes where they are needed, nothing that a spreadsheet would run. */
export function toCsv(rows: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    const text = String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
