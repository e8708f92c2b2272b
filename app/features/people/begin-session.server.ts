import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { newKey, seal } from "#app/platform/sealing.server.ts";
import type { Language } from "#app/time/words.ts";
import { insertDevice, insertSession } from "./devices.store.server.ts";

/** Makes an anonymous device and a session on it; the token is shown once and stored as a hash. */
export async function beginSession(app: App, language: Language): Promise<{ token: string; deviceId: string }> {
  const now = app.clock.now();
  const token = app.ids.token();
  const deviceId = app.ids.id();
  await inTransaction(app.db, async (trx) => {
    await insertDevice(trx, { id: deviceId, keySealed: seal(newKey(), app.keys.store, `device:${deviceId}`), language, now });
    await insertSession(trx, { tokenHash: hashOf(token), deviceId, now });
  });
  return { token, deviceId };
}
