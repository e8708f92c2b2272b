import type { Db } from "#db/connection.server.ts";
import type { Instant } from "#app/time/instant.ts";

/** A key of another system that holds one point. */
export interface IntegrationKey {
  id: string;
  pointId: string;
  name: string;
  createdAt: Instant;
}

export async function insertIntegrationKey(trx: Db, key: IntegrationKey, tokenHash: string, madeBy: string): Promise<void> {
  await trx.insertInto("integration_keys").values({
    point_id: key.pointId, id: key.id, name: key.name, token_hash: tokenHash, made_by: madeBy, created_at: key.createdAt, ended_at: null,
  }).execute();
}

export async function integrationKeyByToken(db: Db, tokenHash: string): Promise<IntegrationKey | undefined> {
  const row = await db.selectFrom("integration_keys").selectAll().where("token_hash", "=", tokenHash).where("ended_at", "is", null).executeTakeFirst();
  return row && { id: row.id, pointId: row.point_id, name: row.name, createdAt: row.created_at as Instant };
}

export async function integrationKeysOf(db: Db, pointId: string): Promise<IntegrationKey[]> {
  const rows = await db.selectFrom("integration_keys").selectAll().where("point_id", "=", pointId).where("ended_at", "is", null).orderBy("created_at").execute();
  return rows.map((row) => ({ id: row.id, pointId: row.point_id, name: row.name, createdAt: row.created_at as Instant }));
}

export async function endIntegrationKey(trx: Db, pointId: string, id: string, now: Instant): Promise<boolean> {
  const row = await trx.updateTable("integration_keys").set({ ended_at: now }).where("point_id", "=", pointId).where("id", "=", id)
    .where("ended_at", "is", null).returning("id").executeTakeFirst();
  return row !== undefined;
}
