import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvResponse, monthOf } from "#app/asking/csv.server.ts";
import { findHours } from "#app/features/serving/roster/show-roster.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { dateIn } from "#app/time/zone.ts";

/** Hours that everybody served in a month. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { point } = await atPoint(context, params.pointId, "roster.plan");
  const { app, visit } = context;
  const now = app.clock.now();
  const month = monthOf(request, dateIn(point.zone, now));
  const people = await findHours(app, point.id, month, now);
  return csvResponse(`hours-${month}.csv`, [
    [staffText(visit, "csv.name"), staffText(visit, "csv.shifts"), staffText(visit, "csv.hours")],
    ...people.map(({ name, shifts, hours }) => [name, shifts, hours]),
  ]);
}
