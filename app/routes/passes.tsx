import type { LoaderFunctionArgs } from "@remix-run/node";
import { keptPasses } from "#app/features/bookings/show-passes.server.ts";

/** What a rider's own phone keeps of their passes; nobody's else, and no topic. */
export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  if (!rider) return new Response(null, { status: 401 });
  return Response.json({ passes: await keptPasses(app.db, rider, app.clock.now()) });
}
