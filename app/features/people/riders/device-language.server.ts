import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Language } from "#app/time/words.ts";
import { languageOfDevice, setLanguage } from "./devices.store.server.ts";
import type { Rider } from "./rider.ts";

/** The language in which a device is written to. */
export async function deviceLanguage(db: Db, deviceId: string): Promise<Language> {
  return languageOfDevice(db, deviceId);
}

/** From now on the device is written to in this language. */
export async function chooseLanguage(app: App, rider: Rider, language: Language): Promise<void> {
  await inTransaction(app.db, (trx) => setLanguage(trx, rider.deviceId, language));
}
