import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

export type CodePurpose = "rider" | "staff";

/** A code that waits to be said back. The phone is sealed by the store key under the code's id. */
export interface PhoneCode {
  id: string;
  purpose: CodePurpose;
  phoneSealed: string;
  phoneIndex: string;
  codeHash: string;
  deviceId: string | null;
  expiresAt: Instant;
}

export async function insertPhoneCode(trx: Db, code: PhoneCode, now: Instant): Promise<void> {
  await trx
    .insertInto("phone_codes")
    .values({
      id: code.id,
      purpose: code.purpose,
      phone_sealed: code.phoneSealed,
      phone_index: code.phoneIndex,
      code_hash: code.codeHash,
      device_id: code.deviceId,
      created_at: now,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Counts a try of a code that is still good, and answers it; undefined when it is unknown, over, used or tried too often. */
export async function tryPhoneCode(
  trx: Db,
  id: string,
  purpose: CodePurpose,
  now: Instant,
  tries: number,
): Promise<PhoneCode | undefined> {
  const row = await trx
    .updateTable("phone_codes")
    .set((eb) => ({ tries: eb("tries", "+", 1) }))
    .where("id", "=", id)
    .where("purpose", "=", purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .where("tries", "<", tries)
    .returningAll()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      purpose: row.purpose,
      phoneSealed: row.phone_sealed,
      phoneIndex: row.phone_index,
      codeHash: row.code_hash,
      deviceId: row.device_id,
      expiresAt: row.expires_at as Instant,
    }
  );
}

export async function markCodeUsed(trx: Db, id: string, now: Instant): Promise<void> {
  await trx.updateTable("phone_codes").set({ used_at: now }).where("id", "=", id).execute();
}

export async function deleteCodesBefore(trx: Db, at: Instant): Promise<void> {
  await trx.deleteFrom("phone_codes").where("expires_at", "<", at).execute();
  await trx.deleteFrom("challenges").where("expires_at", "<", at).execute();
}

/** Gives the codes that one device asked for to another. */
export async function moveCodes(trx: Db, from: string, to: string): Promise<void> {
  await trx.updateTable("phone_codes").set({ device_id: to }).where("device_id", "=", from).execute();
}

export async function deleteCodesOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("phone_codes").where("device_id", "=", deviceId).execute();
}
