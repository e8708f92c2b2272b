import type { Db } from "#db/db.ts";

/** A device, and what it agreed to. */
export async function deviceAbout(db: Db, deviceId: string) {
  return {
    device: await db
      .selectFrom("devices")
      .select(["id", "rider_kind", "language", "created_at", "seen_at", "phone_sealed", "verified_at", "wants_push"])
      .where("id", "=", deviceId)
      .executeTakeFirstOrThrow(),
    consents: await db
      .selectFrom("consents")
      .select(["purpose", "version", "given_at"])
      .where("device_id", "=", deviceId)
      .orderBy("given_at")
      .execute(),
  };
}

/** Leaves of a device its id only: no key, no phone. What it agreed to stays, as proof. */
export async function emptyDevice(trx: Db, deviceId: string): Promise<void> {
  await trx
    .updateTable("devices")
    .set({
      key_sealed: "",
      rider_kind: null,
      language: "zh",
      phone_sealed: null,
      phone_index: null,
      verified_at: null,
      wants_push: null,
    })
    .where("id", "=", deviceId)
    .execute();
}
