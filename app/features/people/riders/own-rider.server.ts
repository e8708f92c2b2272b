import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { sealOf } from "./device-key.server.ts";
import { deviceAbout, emptyDevice } from "./own-rider.store.server.ts";
import type { Rider } from "./rider.ts";
import { phoneContext } from "./verified-phone.server.ts";

/** A rider's device, consents and sessions, for that rider. */
export async function tellDevice(app: App, rider: Rider) {
  const { device: { phone_sealed, ...device }, ...others } = await deviceAbout(app.db, rider.deviceId);
  const seal = phone_sealed ? await sealOf(app, app.db, rider.deviceId) : undefined;
  return { device: { ...device, phone: phone_sealed && seal ? seal.unseal(phone_sealed, phoneContext(rider.deviceId)) : null }, ...others };
}

/** Destroys a rider's key and everything that leads to them, inside the caller's transaction. */
export const forgetDevice = (trx: Db, rider: Rider) => emptyDevice(trx, rider.deviceId);
