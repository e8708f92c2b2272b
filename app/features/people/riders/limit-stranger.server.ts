import { limitAddress } from "#app/features/ground/limits/limit-address.server.ts";
import type { RateLimit } from "#app/features/ground/limits/rate-limit.ts";
import type { App } from "#app/platform/app.ts";
import type { Rider } from "./rider.ts";
import { isVerified } from "./verified-phone.server.ts";

/** Counts one try of an address for a rider whom no phone vouches for: a browser is a new one whenever it likes. */
export async function limitStranger(app: App, limit: RateLimit, rider: Rider, address: string, what = "") {
  return (await isVerified(app.db, rider)) ? undefined : limitAddress(app, limit, address, what);
}
