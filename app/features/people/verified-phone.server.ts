import type { Db } from "#db/connection.server.ts";
import type { App } from "#app/platform/app.ts";
import { unseal } from "#app/platform/sealing.server.ts";
import { verifiedPhoneOf } from "./devices.store.server.ts";
import { maskPhone } from "./phone-code.ts";
import type { Rider } from "./rider.ts";

/** Whether a rider has shown that a phone is theirs. */
export async function isVerified(db: Db, rider: Rider): Promise<boolean> {
  return (await verifiedPhoneOf(db, rider.deviceId)) !== undefined;
}

/** The verified phone of a rider with its middle hidden; undefined when there is none. */
export async function shownPhone(app: Pick<App, "db" | "keys">, rider: Rider): Promise<string | undefined> {
  const sealed = await verifiedPhoneOf(app.db, rider.deviceId);
  return sealed && maskPhone(unseal(sealed, app.keys.store, `device:${rider.deviceId}:phone`));
}
