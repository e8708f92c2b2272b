import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openNearby } from "#app/features/finding/nearby/open-nearby.server.ts";
import { NearbyScreen } from "#app/features/finding/nearby/ui/nearby-screen.tsx";
import { notFound } from "#app/asking/not-found.server.ts";

let constant: Awaited<ReturnType<typeof openNearby>> | undefined;

/** The measure for Nearby: the same components from a constant. It exists where test switches are on. */
export async function loader({ request, context: { app, visit } }: LoaderFunctionArgs) {
  if (!app.config.test) return notFound();
  constant ??= await openNearby(app, new URL(request.url).searchParams, visit);
  return constant;
}

export default function MeasureNearby() {
  const data = useLoaderData<typeof loader>();
  return data.empty ? null : <NearbyScreen data={data} />;
}
