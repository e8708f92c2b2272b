import type { LoaderFunctionArgs } from "@remix-run/node";
import { loader as nearbyLoader } from "./_index.tsx";
import { notFound } from "#app/asking/not-found.server.ts";

let constant: Awaited<ReturnType<typeof nearbyLoader>> | undefined;

/** The measure for Nearby: the same components from a constant. It exists where test switches are on. */
export async function loader(args: LoaderFunctionArgs) {
  if (!args.context.app.config.test) return notFound();
  constant ??= await nearbyLoader(args);
  return constant;
}

export { default } from "./_index.tsx";
