import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvResponse, monthOf } from "#app/asking/csv.server.ts";
import { findVisitMonth } from "#app/features/visiting/visits/count-visit.server.ts";
import { VISIT_KINDS } from "#app/features/visiting/visits/visit.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { dateIn } from "#app/time/zone.ts";

/** Visits of a month, a row a date. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { point } = await atPoint(context, params.pointId, "day.see");
  const { app, visit } = context;
  const month = monthOf(request, dateIn(point.zone, app.clock.now()));
  const days = await findVisitMonth(app.db, point.id, month);
  return csvResponse(`visits-${month}.csv`, [
    [
      staffText(visit, "csv.date"),
      ...VISIT_KINDS.map((kind) => staffText(visit, `visit.${kind}`)),
      staffText(visit, "csv.sum"),
    ],
    ...days.map(({ date, counts }) => [
      date,
      ...VISIT_KINDS.map((kind) => counts[kind]),
      VISIT_KINDS.reduce((sum, kind) => sum + counts[kind], 0),
    ]),
  ]);
}
