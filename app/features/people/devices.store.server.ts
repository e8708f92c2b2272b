import type { Db } from "#db/connection.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";

export async function insertDevice(trx: Db, device: { id: string; keySealed: string; language: Language; now: Instant }): Promise<void> {
  await trx
    .insertInto("devices")
    .values({
      id: device.id, key_sealed: device.keySealed, rider_kind: null, language: device.language,
      created_at: device.now, seen_at: device.now,
    })
    .execute();
}

export async function insertSession(trx: Db, session: { tokenHash: string; deviceId: string; now: Instant }): Promise<void> {
  await trx
    .insertInto("sessions")
    .values({ token_hash: session.tokenHash, device_id: session.deviceId, created_at: session.now, seen_at: session.now, ended_at: null })
    .execute();
}

/** The device that a living session opens. */
export async function deviceOfSession(db: Db, tokenHash: string): Promise<{ deviceId: string; language: Language } | undefined> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("devices", "devices.id", "sessions.device_id")
    .select(["devices.id", "devices.language"])
    .where("sessions.token_hash", "=", tokenHash)
    .where("sessions.ended_at", "is", null)
    .executeTakeFirst();
  return row && { deviceId: row.id, language: row.language as Language };
}

export async function endSessionsOf(trx: Db, deviceId: string, now: Instant): Promise<void> {
  await trx.updateTable("sessions").set({ ended_at: now }).where("device_id", "=", deviceId).where("ended_at", "is", null).execute();
}

/** The device's own key, sealed by the store key; undefined once the device was forgotten. */
export async function sealedKeyOf(db: Db, deviceId: string): Promise<string | undefined> {
  const row = await db.selectFrom("devices").select("key_sealed").where("id", "=", deviceId).executeTakeFirst();
  return row?.key_sealed || undefined;
}

export async function setLanguage(trx: Db, deviceId: string, language: Language): Promise<void> {
  await trx.updateTable("devices").set({ language }).where("id", "=", deviceId).execute();
}

export async function languageOfDevice(db: Db, deviceId: string): Promise<Language> {
  const row = await db.selectFrom("devices").select("language").where("id", "=", deviceId).executeTakeFirst();
  return (row?.language as Language | undefined) ?? "zh";
}

/** Notes that the device agreed to this version of a notice; again changes nothing. */
export async function insertConsent(
  trx: Db, consent: { id: string; deviceId: string; purpose: string; version: string; now: Instant },
): Promise<void> {
  await trx
    .insertInto("consents")
    .values({ id: consent.id, device_id: consent.deviceId, purpose: consent.purpose, version: consent.version, given_at: consent.now })
    .onConflict((conflict) => conflict.columns(["device_id", "purpose", "version"]).doNothing())
    .execute();
}
