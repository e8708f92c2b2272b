import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { ShiftClaimsTable } from "#db/tables/serving/shift-claims.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Claim, ClaimStatus, Shift } from "./shift.ts";
import { shiftsOf, shiftsByIds } from "./shifts.store.server.ts";

const toClaim = (row: Selectable<ShiftClaimsTable>): Claim => ({
  id: row.id,
  pointId: row.point_id,
  shiftId: row.shift_id,
  staffId: row.staff_id,
  kind: row.kind,
  status: row.status,
  inAt: row.in_at as Instant | null,
  outAt: row.out_at as Instant | null,
});

export async function claimsOf(db: Db, shiftIds: string[]): Promise<Claim[]> {
  if (shiftIds.length === 0) return [];
  return (
    await db
      .selectFrom("shift_claims")
      .selectAll()
      .where("shift_id", "in", shiftIds)
      .where("status", "<>", "released")
      .orderBy("claimed_at")
      .orderBy("id")
      .execute()
  ).map(toClaim);
}

export async function claimById(db: Db, id: string): Promise<Claim | undefined> {
  const row = await db.selectFrom("shift_claims").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toClaim(row);
}

/** Somebody's claims on shifts that end after a moment, with their shifts, earliest first. */
export async function claimsAhead(db: Db, staffId: string, after: Instant): Promise<{ claim: Claim; shift: Shift }[]> {
  const claims = (
    await db
      .selectFrom("shift_claims")
      .selectAll()
      .where("staff_id", "=", staffId)
      .where("status", "<>", "released")
      .execute()
  ).map(toClaim);
  const shifts = new Map(
    (
      await shiftsByIds(
        db,
        claims.map(({ shiftId }) => shiftId),
      )
    ).map((shift) => [shift.id, shift]),
  );
  return claims
    .flatMap((claim) => {
      const shift = shifts.get(claim.shiftId);
      return shift && shift.end > after ? [{ claim, shift }] : [];
    })
    .sort((a, b) => (a.shift.start < b.shift.start ? -1 : 1));
}

export async function insertClaim(trx: Db, claim: Claim, now: Instant): Promise<void> {
  await trx
    .insertInto("shift_claims")
    .values({
      point_id: claim.pointId,
      id: claim.id,
      shift_id: claim.shiftId,
      staff_id: claim.staffId,
      kind: claim.kind,
      status: claim.status,
      claimed_at: now,
      confirmed_at: null,
      in_at: null,
      out_at: null,
    })
    .execute();
}

/** Changes a claim if its status is still `claim.status`; false when somebody was quicker. */
export async function setClaim(
  trx: Db,
  claim: Claim,
  to: ClaimStatus,
  now: Instant,
  more: { kind?: "claim"; inAt?: Instant; outAt?: Instant | null } = {},
): Promise<boolean> {
  const row = await trx
    .updateTable("shift_claims")
    .set({
      status: to,
      ...(to === "confirmed" && { confirmed_at: now }),
      ...(more.kind && { kind: more.kind }),
      ...(more.inAt && { in_at: more.inAt }),
      ...(more.outAt !== undefined && { out_at: more.outAt }),
    })
    .where("point_id", "=", claim.pointId)
    .where("id", "=", claim.id)
    .where("status", "=", claim.status)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Claims still at work on shifts that ended before a moment. */
export async function claimsLeftOpen(
  db: Db,
  before: Instant,
  limit: number,
): Promise<{ claim: Claim; end: Instant }[]> {
  const found = await db
    .selectFrom("shift_claims")
    .innerJoin("shifts", (join) =>
      join.onRef("shifts.point_id", "=", "shift_claims.point_id").onRef("shifts.id", "=", "shift_claims.shift_id"),
    )
    .selectAll("shift_claims")
    .select("shifts.ends_at")
    .where("status", "=", "checked-in")
    .where("shifts.ends_at", "<=", before)
    .limit(limit)
    .execute();
  return found.map((row) => ({ claim: toClaim(row), end: row.ends_at as Instant }));
}

/** Claims of a point whose shifts lie in a month, with them. */
export async function claimsOfMonth(
  db: Db,
  pointId: string,
  from: CivilDate,
  to: CivilDate,
): Promise<{ claim: Claim; shift: Shift }[]> {
  const shifts = new Map((await shiftsOf(db, pointId, from, to)).map((shift) => [shift.id, shift]));
  return (await claimsOf(db, [...shifts.keys()])).flatMap((claim) => {
    const shift = shifts.get(claim.shiftId);
    return shift ? [{ claim, shift }] : [];
  });
}
