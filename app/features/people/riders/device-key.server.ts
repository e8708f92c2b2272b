import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { seal, unseal } from "#app/platform/sealing.server.ts";
import { sealedKeyOf } from "./devices.store.server.ts";

/** Seals and opens a rider's own words. `context` names the row and column, so that values cannot be swapped. */
export interface RiderSeal {
  seal(plain: string, context: string): string;
  unseal(sealed: string, context: string): string;
}

/** The seal of one device; undefined when its key was destroyed. */
export async function sealOf(app: Pick<App, "keys">, db: Db, deviceId: string): Promise<RiderSeal | undefined> {
  const sealed = await sealedKeyOf(db, deviceId);
  if (!sealed) return undefined;
  const key = unseal(sealed, app.keys.store, `device:${deviceId}`);
  return { seal: (plain, context) => seal(plain, key, context), unseal: (text, context) => unseal(text, key, context) };
}
