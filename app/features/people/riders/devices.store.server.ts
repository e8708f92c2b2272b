import type { Db } from "#db/db.ts";
import { rows } from "#db/rows.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";

export async function insertDevice(
  trx: Db,
  device: { id: string; keySealed: string; language: Language; now: Instant },
): Promise<void> {
  await trx
    .insertInto("devices")
    .values({
      id: device.id,
      key_sealed: device.keySealed,
      rider_kind: null,
      language: device.language,
      created_at: device.now,
      seen_at: device.now,
      phone_sealed: null,
      phone_index: null,
      verified_at: null,
    })
    .execute();
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
  const [row] = await rows<{ language: string }>(db, "select language from devices where id = ?", [deviceId]);
  return (row?.language as Language | undefined) ?? "zh";
}

/** Notes that the device agreed to this version of a notice; again changes nothing. */
export async function insertConsent(
  trx: Db,
  consent: { id: string; deviceId: string; purpose: string; version: string; now: Instant },
): Promise<void> {
  await trx
    .insertInto("consents")
    .values({
      id: consent.id,
      device_id: consent.deviceId,
      purpose: consent.purpose,
      version: consent.version,
      given_at: consent.now,
    })
    .onConflict((conflict) => conflict.columns(["device_id", "purpose", "version"]).doNothing())
    .execute();
}

/** The account of a verified phone. */
export async function deviceByPhone(db: Db, phoneIndex: string): Promise<string | undefined> {
  return (await db.selectFrom("devices").select("id").where("phone_index", "=", phoneIndex).executeTakeFirst())?.id;
}

/** Makes a device the account of a phone. */
export async function setVerifiedPhone(
  trx: Db,
  deviceId: string,
  phone: { sealed: string; index: string },
  now: Instant,
): Promise<void> {
  await trx
    .updateTable("devices")
    .set({ phone_sealed: phone.sealed, phone_index: phone.index, verified_at: now })
    .where("id", "=", deviceId)
    .execute();
}

/** The verified phone of a device, sealed by its own key. */
export async function verifiedPhoneOf(db: Db, deviceId: string): Promise<string | undefined> {
  return (
    (await rows<{ phone_sealed: string | null }>(db, "select phone_sealed from devices where id = ?", [deviceId]))[0]
      ?.phone_sealed ?? undefined
  );
}

/** Gives the consents of one device to another, which may have them already. */
export async function moveConsents(trx: Db, from: string, to: string): Promise<void> {
  const known = await trx.selectFrom("consents").select(["purpose", "version"]).where("device_id", "=", to).execute();
  for (const consent of await trx.selectFrom("consents").selectAll().where("device_id", "=", from).execute()) {
    if (known.some(({ purpose, version }) => purpose === consent.purpose && version === consent.version))
      await trx.deleteFrom("consents").where("id", "=", consent.id).execute();
    else await trx.updateTable("consents").set({ device_id: to }).where("id", "=", consent.id).execute();
  }
}

/** A rider's wish for push; null until they said. */
export async function pushWishOf(db: Db, deviceId: string): Promise<boolean | null> {
  const wish =
    (await rows<{ wants_push: 0 | 1 | null }>(db, "select wants_push from devices where id = ?", [deviceId]))[0]
      ?.wants_push ?? null;
  return wish === null ? null : wish === 1;
}

export async function setPushWish(trx: Db, deviceId: string, wanted: boolean): Promise<void> {
  await trx
    .updateTable("devices")
    .set({ wants_push: wanted ? 1 : 0 })
    .where("id", "=", deviceId)
    .execute();
}
