import type { LoaderFunctionArgs } from "@remix-run/node";
import { keptPasses } from "#app/features/visiting/passes/show-passes.server.ts";

/** What a rider's own phone keeps of their passes, without topic; null where nobody is known any more. */
export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  return Response.json({ passes: rider ? await keptPasses(app.db, rider, app.clock.now()) : null });
}
