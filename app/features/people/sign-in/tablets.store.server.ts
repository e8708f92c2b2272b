import type { Db } from "#db/db.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";

/** A point's shared tablet, and who acts on it until when. */
export interface Tablet {
  id: string;
  pointId: string;
  name: string;
  actingStaffId: string | null;
  actingUntil: Instant | null;
  createdAt: Instant;
}

const toTablet = (row: {
  id: string;
  point_id: string;
  name: string;
  acting_staff_id: string | null;
  acting_until: string | null;
  created_at: string;
}): Tablet => ({
  id: row.id,
  pointId: row.point_id,
  name: row.name,
  actingStaffId: row.acting_staff_id,
  actingUntil: row.acting_until as Instant | null,
  createdAt: row.created_at as Instant,
});

export async function insertTablet(
  trx: Db,
  tablet: { id: string; pointId: string; name: string; tokenHash: string; madeBy: string; now: Instant },
): Promise<void> {
  await trx
    .insertInto("tablets")
    .values({
      point_id: tablet.pointId,
      id: tablet.id,
      name: tablet.name,
      token_hash: tablet.tokenHash,
      made_by: tablet.madeBy,
      acting_staff_id: null,
      acting_until: null,
      created_at: tablet.now,
      ended_at: null,
    })
    .execute();
}

/** Days after which a tablet on which nobody acted is signed out. */
const UNSEEN_DAYS = 90;

export async function tabletByToken(db: Db, tokenHash: string, now: Instant): Promise<Tablet | undefined> {
  const row = await db
    .selectFrom("tablets")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row && (row.acting_until ?? row.created_at) > plusMinutes(now, -UNSEEN_DAYS * 1440)
    ? toTablet(row)
    : undefined;
}

export async function tabletsOf(db: Db, pointId: string): Promise<Tablet[]> {
  const rows = await db
    .selectFrom("tablets")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("ended_at", "is", null)
    .orderBy("created_at")
    .execute();
  return rows.map(toTablet);
}

/** Lets somebody act on a tablet until a moment; null for nobody. */
export async function setActing(
  trx: Db,
  tabletId: string,
  acting: { staffId: string; until: Instant } | null,
): Promise<void> {
  await trx
    .updateTable("tablets")
    .set({ acting_staff_id: acting?.staffId ?? null, ...(acting && { acting_until: acting.until }) })
    .where("id", "=", tabletId)
    .execute();
}

export async function endTablet(trx: Db, pointId: string, id: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("tablets")
    .set({ ended_at: now, acting_staff_id: null, acting_until: null })
    .where("point_id", "=", pointId)
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
