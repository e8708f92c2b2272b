import type { App } from "#app/platform/app.ts";
import { netOf } from "#app/platform/net-of.ts";
import { blindIndex } from "#app/platform/sealing.server.ts";
import { limitRate } from "./limit-rate.server.ts";
import { LIMITS, type RateLimit } from "./rate-limit.ts";

/** An address as it is counted: by a keyed hash, never as it is. */
export const addressIndex = (app: Pick<App, "keys">, address: string): string =>
  blindIndex(`address:${netOf(address)}`, app.keys.index);

/** Counts one try of an address; the seconds to wait when its ceiling is reached. `what` tells apart what is counted apart. */
export const limitAddress = (app: App, limit: RateLimit, address: string, what = "") =>
  limitRate(app, limit, `${what}${addressIndex(app, address)}`);

/** Counts one new device of an address. */
export async function limitNewDevices(app: App, address: string) {
  return (
    (await limitAddress(app, LIMITS.newDevice, address)) ?? (await limitAddress(app, LIMITS.newDeviceDay, address))
  );
}
