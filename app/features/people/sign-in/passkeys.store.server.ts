import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

/** A WebAuthn credential of somebody who serves. */
export interface Passkey {
  id: string;
  staffId: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  transports: string[];
  label: string;
}

/** A passkey as its owner sees it. */
export interface OwnPasskey {
  id: string;
  label: string;
  createdAt: Instant;
  usedAt: Instant | null;
}

export async function insertPasskey(trx: Db, passkey: Passkey, now: Instant): Promise<void> {
  await trx
    .insertInto("passkeys")
    .values({
      id: passkey.id,
      staff_id: passkey.staffId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
      label: passkey.label,
      created_at: now,
      used_at: null,
    })
    .execute();
}

const toPasskey = (row: {
  id: string;
  staff_id: string;
  public_key: string;
  counter: number;
  transports: string;
  label: string;
}): Passkey => ({
  id: row.id,
  staffId: row.staff_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
  label: row.label,
});

export async function passkeyById(db: Db, id: string): Promise<Passkey | undefined> {
  const row = await db.selectFrom("passkeys").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toPasskey(row);
}

export async function passkeysOf(db: Db, staffId: string): Promise<Passkey[]> {
  return (await db.selectFrom("passkeys").selectAll().where("staff_id", "=", staffId).execute()).map(toPasskey);
}

/** The same for their owner's eyes, the newest first. */
export async function ownPasskeysOf(db: Db, staffId: string): Promise<OwnPasskey[]> {
  const found = await db
    .selectFrom("passkeys")
    .select(["id", "label", "created_at", "used_at"])
    .where("staff_id", "=", staffId)
    .orderBy("created_at", "desc")
    .execute();
  return found.map((row) => ({
    id: row.id,
    label: row.label,
    createdAt: row.created_at as Instant,
    usedAt: row.used_at as Instant | null,
  }));
}

/** Takes one of somebody's passkeys away; false when they have none of that id. */
export async function deletePasskey(trx: Db, staffId: string, id: string): Promise<boolean> {
  return (
    (await trx
      .deleteFrom("passkeys")
      .where("staff_id", "=", staffId)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst()) !== undefined
  );
}

export async function notePasskeyUse(trx: Db, id: string, counter: number, now: Instant): Promise<void> {
  await trx.updateTable("passkeys").set({ counter, used_at: now }).where("id", "=", id).execute();
}

export interface Challenge {
  id: string;
  purpose: "register" | "sign-in";
  challenge: string;
  staffId: string | null;
}

export async function insertChallenge(trx: Db, challenge: Challenge, expiresAt: Instant): Promise<void> {
  await trx
    .insertInto("challenges")
    .values({
      id: challenge.id,
      purpose: challenge.purpose,
      challenge: challenge.challenge,
      staff_id: challenge.staffId,
      expires_at: expiresAt,
    })
    .execute();
}

/** Takes a challenge out: each is answered once. */
export async function takeChallenge(
  trx: Db,
  id: string,
  purpose: Challenge["purpose"],
  now: Instant,
): Promise<Challenge | undefined> {
  const row = await trx
    .deleteFrom("challenges")
    .where("id", "=", id)
    .where("purpose", "=", purpose)
    .where("expires_at", ">", now)
    .returningAll()
    .executeTakeFirst();
  return row && { id: row.id, purpose, challenge: row.challenge, staffId: row.staff_id };
}
