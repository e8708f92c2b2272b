import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { deviceOfSession } from "./devices.store.server.ts";
import type { Rider } from "./rider.ts";

/** The rider whom a token stands for; undefined for a forged, unknown or ended one. */
export async function findSession(app: Pick<App, "db">, token: string): Promise<Rider | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const found = await deviceOfSession(app.db, hashOf(token));
  return found && { deviceId: found.deviceId };
}
