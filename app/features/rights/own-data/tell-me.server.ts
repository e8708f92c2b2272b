import { NOUNS } from "#app/features/nouns.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";

/** Everything that the store holds about a rider, for that rider, as values for JSON. */
export async function tellMe(app: App, rider: Rider): Promise<Record<string, unknown>> {
  const told: Record<string, unknown> = { exported_at: app.clock.now() };
  for (const { rights } of Object.values(NOUNS))
    if (!("none" in rights)) Object.assign(told, await rights.tell?.(app, rider));
  return told;
}
