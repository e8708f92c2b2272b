import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

export async function insertCarry(
  trx: Db,
  carry: { tokenHash: string; deviceId: string; now: Instant; expiresAt: Instant },
): Promise<void> {
  await trx
    .insertInto("carries")
    .values({
      token_hash: carry.tokenHash,
      device_id: carry.deviceId,
      created_at: carry.now,
      expires_at: carry.expiresAt,
      used_at: null,
    })
    .execute();
}

/** The device of a way that is still open; undefined for one that is unknown, used or over. */
export async function openCarry(db: Db, tokenHash: string, now: Instant): Promise<{ deviceId: string } | undefined> {
  const row = await db
    .selectFrom("carries")
    .select("device_id")
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row && { deviceId: row.device_id };
}

/** Uses a way up; false when somebody else just did. */
export async function spendCarry(trx: Db, tokenHash: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("carries")
    .set({ used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning("token_hash")
    .executeTakeFirst();
  return row !== undefined;
}

/** Spends every way of a device that is still open. */
export async function spendCarriesOf(trx: Db, deviceId: string, now: Instant): Promise<void> {
  await trx
    .updateTable("carries")
    .set({ used_at: now })
    .where("device_id", "=", deviceId)
    .where("used_at", "is", null)
    .execute();
}

/** Forgets ways that are over. */
export async function dropOldCarries(trx: Db, before: Instant): Promise<void> {
  await trx.deleteFrom("carries").where("expires_at", "<", before).execute();
}

export async function deleteCarriesOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("carries").where("device_id", "=", deviceId).execute();
}
