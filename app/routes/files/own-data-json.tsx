import type { LoaderFunctionArgs } from "@remix-run/node";
import { tellMe } from "#app/features/rights/own-data/tell-me.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";

/** Everything about whoever asks, as one file. */
export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  if (!rider) return notFound();
  return new Response(JSON.stringify(await tellMe(app, rider), null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="nuanyi-me.json"',
      "cache-control": "no-store",
    },
  });
}
