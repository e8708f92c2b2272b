import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { sealOf } from "./device-key.server.ts";
import { deviceByPhone, verifiedPhoneOf } from "./devices.store.server.ts";
import { maskPhone } from "./phone.ts";
import type { Rider } from "./rider.ts";

/** What a verified phone is sealed for. */
export const phoneContext = (deviceId: string): string => `device:${deviceId}:phone`;

/** Whether a rider has shown that a phone is theirs. */
export async function isVerified(db: Db, rider: Rider): Promise<boolean> {
  return (await verifiedPhoneOf(db, rider.deviceId)) !== undefined;
}

/** Whether the number of a blind index is the one that a device showed to be its own. */
export async function isNumberOf(db: Db, deviceId: string, phoneIndex: string): Promise<boolean> {
  return (await deviceByPhone(db, phoneIndex)) === deviceId;
}

/** The verified phone of a rider with its middle hidden; undefined when there is none. */
export async function shownPhone(app: Pick<App, "db" | "keys">, rider: Rider): Promise<string | undefined> {
  const sealed = await verifiedPhoneOf(app.db, rider.deviceId);
  const seal = sealed ? await sealOf(app, app.db, rider.deviceId) : undefined;
  return sealed && seal && maskPhone(seal.unseal(sealed, phoneContext(rider.deviceId)));
}
