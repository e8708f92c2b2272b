import type { Db } from "#db/db.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { STAFF_LIMITS } from "#app/features/people/staff/staff.ts";

/** A key of another system that holds one point. */
export interface IntegrationKey {
  id: string;
  pointId: string;
  name: string;
  createdAt: Instant;
  /** Who of the staff made it: it ends with their role. */
  madeBy: string;
  /** From then on it opens nothing. */
  endsAt: Instant;
}

const endOf = (createdAt: string): Instant => plusMinutes(createdAt as Instant, STAFF_LIMITS.keyDays * 1440);

export async function insertIntegrationKey(
  trx: Db,
  key: Omit<IntegrationKey, "endsAt">,
  tokenHash: string,
): Promise<void> {
  await trx
    .insertInto("integration_keys")
    .values({
      point_id: key.pointId,
      id: key.id,
      name: key.name,
      token_hash: tokenHash,
      made_by: key.madeBy,
      created_at: key.createdAt,
      ended_at: null,
    })
    .execute();
}

/** A living key by its token. */
export async function integrationKeyByToken(
  db: Db,
  tokenHash: string,
  now: Instant,
): Promise<IntegrationKey | undefined> {
  const row = await db
    .selectFrom("integration_keys")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .where("created_at", ">", plusMinutes(now, -STAFF_LIMITS.keyDays * 1440))
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      pointId: row.point_id,
      name: row.name,
      madeBy: row.made_by,
      createdAt: row.created_at as Instant,
      endsAt: endOf(row.created_at),
    }
  );
}

export async function integrationKeysOf(db: Db, pointId: string): Promise<IntegrationKey[]> {
  const rows = await db
    .selectFrom("integration_keys")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("ended_at", "is", null)
    .orderBy("created_at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    pointId: row.point_id,
    name: row.name,
    madeBy: row.made_by,
    createdAt: row.created_at as Instant,
    endsAt: endOf(row.created_at),
  }));
}

/** Ends the keys of a point that somebody made; answers their ids. */
export async function endKeysBy(trx: Db, pointId: string, staffId: string, now: Instant): Promise<string[]> {
  const ended = await trx
    .updateTable("integration_keys")
    .set({ ended_at: now })
    .where("point_id", "=", pointId)
    .where("made_by", "=", staffId)
    .where("ended_at", "is", null)
    .returning("id")
    .execute();
  return ended.map(({ id }) => id);
}

export async function endIntegrationKey(trx: Db, pointId: string, id: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("integration_keys")
    .set({ ended_at: now })
    .where("point_id", "=", pointId)
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
