import { inTransaction } from "#db/transaction.server.ts";
import { signDoor } from "#app/features/places/doors/sign-door.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { minutesBetween } from "#app/time/instant.ts";
import { judgePoint } from "./watch-roster.server.ts";
import { canClaimBecome, lacking, qualifies, ROSTER, takes, type Claim } from "./shift.ts";
import { shiftById } from "./shifts.store.server.ts";
import { claimById, claimsOf, insertClaim, setClaim } from "./claims.store.server.ts";

export type ShiftCheckedIn =
  | { kind: "checked-in"; claimId: string }
  | { kind: "no-such-shift" }
  | { kind: "too-early"; minutes: number }
  | { kind: "over" }
  | { kind: "covered" }
  | { kind: "not-qualified" };

/** Somebody is there, on the spot: with their own claim, or for a shift that still lacks people. Again changes nothing. */
export async function checkInShift(app: App, staff: Staff, shiftId: string): Promise<ShiftCheckedIn> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<ShiftCheckedIn> => {
    const shift = await shiftById(trx, shiftId);
    if (!shift || !staff.roles.some(({ pointId }) => pointId === shift.pointId)) return { kind: "no-such-shift" };
    if (shift.end <= now) return { kind: "over" };
    const early = minutesBetween(now, shift.start);
    if (early > ROSTER.earlyCheckIn) return { kind: "too-early", minutes: Math.ceil(early) };
    const claims = await claimsOf(trx, [shift.id]);
    const mine = claims.find(({ staffId }) => staffId === staff.id);
    if (mine?.status === "checked-in") return { kind: "checked-in", claimId: mine.id };
    if (!mine || !takes(mine)) {
      if (!qualifies(shift, staff.roles)) return { kind: "not-qualified" };
      if (lacking(shift, claims) === 0) return { kind: "covered" };
    }
    const claim: Claim = mine ?? {
      id: app.ids.id(),
      pointId: shift.pointId,
      shiftId,
      staffId: staff.id,
      kind: "claim",
      status: "confirmed",
      inAt: null,
      outAt: null,
    };
    if (!mine) await insertClaim(trx, claim, now);
    invariant(
      await setClaim(trx, claim, "checked-in", now, { kind: "claim", inAt: claim.inAt ?? now, outAt: null }),
      "a claim changed under its own transaction",
    );
    await signDoor(trx, shift.pointId, now);
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "shift.checked-in",
      subject: { kind: "claim", id: claim.id },
      pointId: shift.pointId,
      before: { status: claim.status },
      after: { shift: shiftId },
    });
    await judgePoint(app, trx, shift.pointId, now);
    return { kind: "checked-in", claimId: claim.id };
  });
}

/** Somebody goes: their hours are counted up to now. */
export async function checkOutShift(app: App, staff: Staff, claimId: string): Promise<"checked-out" | "no-such-claim"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const claim = await claimById(trx, claimId);
    if (!claim || claim.staffId !== staff.id) return "no-such-claim";
    if (claim.status === "done") return "checked-out";
    if (!canClaimBecome(claim.status, "done")) return "no-such-claim";
    invariant(await setClaim(trx, claim, "done", now, { outAt: now }), "a claim changed under its own transaction");
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "shift.checked-out",
      subject: { kind: "claim", id: claim.id },
      pointId: claim.pointId,
      before: { status: claim.status },
      after: {},
    });
    await judgePoint(app, trx, claim.pointId, now);
    return "checked-out";
  });
}
