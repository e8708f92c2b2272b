import type { LoaderFunctionArgs } from "@remix-run/node";
import { dutyCalendar } from "#app/features/telling/calendars/duty-calendar.server.ts";
import { findStaffByFeed } from "#app/features/people/staff/find-staff.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";

/** Somebody's shifts as a calendar feed; whoever has the address reads it, until it is changed. */
export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const staff = (await findStaffByFeed(app, params.secret ?? "")) ?? notFound();
  // Who serves nowhere any more has no shifts to follow.
  if (staff.roles.length === 0) return notFound();
  return new Response(await dutyCalendar(app, staff, visit.language), {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "cache-control": "private, no-store",
      "content-disposition": 'inline; filename="nuanyi-duty.ics"',
    },
  });
}
