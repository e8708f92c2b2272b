import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

/** One person asks another to take a shift that they claimed. */
export interface Swap {
  id: string;
  pointId: string;
  claimId: string;
  toStaffId: string;
  status: "asked" | "accepted" | "declined" | "withdrawn";
}

const toSwap = (row: {
  id: string;
  point_id: string;
  claim_id: string;
  to_staff_id: string;
  status: Swap["status"];
}): Swap => ({
  id: row.id,
  pointId: row.point_id,
  claimId: row.claim_id,
  toStaffId: row.to_staff_id,
  status: row.status,
});

/** Asks; what was asked of somebody else for the same claim is withdrawn. */
export async function insertSwap(trx: Db, swap: Swap, now: Instant): Promise<void> {
  await trx
    .updateTable("shift_swaps")
    .set({ status: "withdrawn", answered_at: now })
    .where("point_id", "=", swap.pointId)
    .where("claim_id", "=", swap.claimId)
    .where("status", "=", "asked")
    .execute();
  await trx
    .insertInto("shift_swaps")
    .values({
      point_id: swap.pointId,
      id: swap.id,
      claim_id: swap.claimId,
      to_staff_id: swap.toStaffId,
      status: swap.status,
      created_at: now,
      answered_at: null,
    })
    .execute();
}

export async function swapById(db: Db, id: string): Promise<Swap | undefined> {
  const row = await db.selectFrom("shift_swaps").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toSwap(row);
}

export async function setSwap(trx: Db, swap: Swap, to: Swap["status"], now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("shift_swaps")
    .set({ status: to, answered_at: now })
    .where("point_id", "=", swap.pointId)
    .where("id", "=", swap.id)
    .where("status", "=", "asked")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** What is asked of somebody, and what they asked, and is not answered. */
export async function openSwapsFor(db: Db, staffId: string, claimIds: string[]): Promise<Swap[]> {
  const rows = await db
    .selectFrom("shift_swaps")
    .selectAll()
    .where("status", "=", "asked")
    .where((eb) =>
      eb.or([eb("to_staff_id", "=", staffId), ...(claimIds.length > 0 ? [eb("claim_id", "in", claimIds)] : [])]),
    )
    .orderBy("created_at")
    .execute();
  return rows.map(toSwap);
}
