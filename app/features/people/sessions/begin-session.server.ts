import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { newKey, seal } from "#app/platform/sealing.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import { insertDevice } from "#app/features/people/riders/devices.store.server.ts";
import { insertSession } from "./sessions.store.server.ts";

/** Makes an anonymous device and a session on it; the token is shown once and stored as a hash. `label` says which browser it is. */
export async function beginSession(
  app: App,
  language: Language,
  label = "",
): Promise<{ token: string; deviceId: string }> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const deviceId = await addDevice(app, trx, language, now);
    return { token: await beginSessionOn(app, trx, deviceId, label, now), deviceId };
  });
}

/** One session more on a device, inside the caller's transaction; answers its token. */
export async function beginSessionOn(
  app: App,
  trx: Db,
  deviceId: string,
  label: string,
  now: Instant,
): Promise<string> {
  const token = app.ids.token();
  await insertSession(trx, { tokenHash: hashOf(token), deviceId, label, now });
  return token;
}

/** Writes a device with a key of its own, inside the caller's transaction; without a session only others act for it. */
export async function addDevice(app: App, trx: Db, language: Language, now: Instant): Promise<string> {
  const deviceId = app.ids.id();
  await insertDevice(trx, {
    id: deviceId,
    keySealed: seal(newKey(), app.keys.store, `device:${deviceId}`),
    language,
    now,
  });
  return deviceId;
}
