import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvResponse } from "#app/asking/csv.server.ts";
import { showWeeks } from "#app/features/watching/insight/show-city.server.ts";
import { weeksAsked } from "#app/features/watching/insight/point-week.ts";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { dateIn } from "#app/time/zone.ts";

/** The operator's table as a file. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city } = await inCity(context, request, "city.see");
  const weeks = weeksAsked(new URL(request.url).searchParams, dateIn(city.zone, app.clock.now()));
  const columns = ["bookings", "served", "noShows", "tickets", "visits", "unstaffedHours", "openTasks"] as const;
  const rows = await showWeeks(app, city, weeks);
  return csvResponse(`${city.id}-${weeks.at(-1)}.csv`, [
    [
      staffText(visit, "table.week"),
      staffText(visit, "city.point"),
      ...columns.map((name) => staffText(visit, `table.${name}`)),
    ],
    ...rows.map((row) => [
      row.week,
      visit.language === "zh" ? row.name : row.name_en,
      ...columns.map((name) => row[name]),
    ]),
  ]);
}
