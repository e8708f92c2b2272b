import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { sealOf } from "./device-key.server.ts";
import { moveConsents } from "./devices.store.server.ts";
import { deviceAbout, emptyDevice } from "./own-rider.store.server.ts";
import type { Rider } from "./rider.ts";
import { phoneContext } from "./verified-phone.server.ts";

/** A rider's device and consents, for that rider. */
export async function tellDevice(app: App, rider: Rider) {
  const {
    device: { phone_sealed, ...device },
    ...others
  } = await deviceAbout(app.db, rider.deviceId);
  const seal = phone_sealed ? await sealOf(app, app.db, rider.deviceId) : undefined;
  return {
    device: { ...device, phone: phone_sealed && seal ? seal.unseal(phone_sealed, phoneContext(rider.deviceId)) : null },
    ...others,
  };
}

/** Destroys a rider's key and phone, inside the caller's transaction. */
export const forgetDevice = (trx: Db, rider: Rider) => emptyDevice(trx, rider.deviceId);

/** What one device agreed to, another did, inside the caller's transaction. */
export const joinConsents = (trx: Db, from: string, to: string) => moveConsents(trx, from, to);
