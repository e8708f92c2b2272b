import { toCsv } from "#app/features/watching/insight/point-week.ts";

/** A table as a file to keep; never in a cache. */
export function csvResponse(name: string, rows: (string | number)[][]): Response {
  return new Response(toCsv(rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** The month that an address asks for, `2026-11`; else that of `today`. */
export function monthOf(request: Request, today: string): string {
  const month = new URL(request.url).searchParams.get("month") ?? "";
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(month) ? month : today.slice(0, 7);
}
