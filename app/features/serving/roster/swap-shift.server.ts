import { inTransaction } from "#db/transaction.server.ts";
import { findStaff } from "#app/features/people/staff/find-staff.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { canClaimBecome, takes } from "./shift.ts";
import { shiftById } from "./shifts.store.server.ts";
import { claimById, claimsOf, insertClaim, setClaim } from "./claims.store.server.ts";
import { insertSwap, setSwap, swapById } from "./swaps.store.server.ts";
import { refusal, type ShiftTaken } from "./take-shift.server.ts";

export type SwapAsked = { kind: "asked" } | { kind: "no-such-claim" } | Exclude<ShiftTaken, { kind: "taken" }>;

/** Somebody asks one other person to take their shift. Until that one answers, it stays theirs. */
export async function askSwap(app: App, staff: Staff, claimId: string, toStaffId: string): Promise<SwapAsked> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SwapAsked> => {
    const claim = await claimById(trx, claimId);
    const shift = claim && (await shiftById(trx, claim.shiftId));
    const other = await findStaff(app, trx, toStaffId);
    if (
      !claim ||
      !shift ||
      !other ||
      other.id === staff.id ||
      claim.staffId !== staff.id ||
      !takes(claim) ||
      !canClaimBecome(claim.status, "released")
    )
      return { kind: "no-such-claim" };
    const refused = await refusal(trx, other, shift, now);
    if (refused) return refused;
    const id = app.ids.id();
    await insertSwap(trx, { id, pointId: claim.pointId, claimId, toStaffId, status: "asked" }, now);
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "shift.swap-asked",
      subject: { kind: "claim", id: claimId },
      pointId: claim.pointId,
      before: {},
      after: { shift: shift.id, starts_at: shift.start, staff: toStaffId, swap: id },
    });
    return { kind: "asked" };
  });
}

export type SwapAnswered =
  { kind: "swapped" } | { kind: "declined" } | { kind: "no-such-swap" } | Exclude<ShiftTaken, { kind: "taken" }>;

/** The one who was asked takes the shift, in one step with the other's leaving it, or declines. */
export async function answerSwap(app: App, staff: Staff, swapId: string, accepts: boolean): Promise<SwapAnswered> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SwapAnswered> => {
    const swap = await swapById(trx, swapId);
    const claim = swap && (await claimById(trx, swap.claimId));
    const shift = claim && (await shiftById(trx, claim.shiftId));
    if (!swap || !claim || !shift || swap.toStaffId !== staff.id || swap.status !== "asked")
      return { kind: "no-such-swap" };
    let taken = claim.id;
    if (accepts) {
      if (!canClaimBecome(claim.status, "released")) return { kind: "no-such-swap" };
      const refused = await refusal(trx, staff, shift, now);
      if (refused) return refused;
      invariant(await setClaim(trx, claim, "released", now), "a claim changed under its own transaction");
      const standing = (await claimsOf(trx, [shift.id])).find((one) => one.staffId === staff.id);
      taken = standing?.id ?? app.ids.id();
      if (standing) await setClaim(trx, standing, "confirmed", now, { kind: "claim" });
      else
        await insertClaim(
          trx,
          {
            id: taken,
            pointId: shift.pointId,
            shiftId: shift.id,
            staffId: staff.id,
            kind: "claim",
            status: "confirmed",
            inAt: null,
            outAt: null,
          },
          now,
        );
    }
    invariant(
      await setSwap(trx, swap, accepts ? "accepted" : "declined", now),
      "a swap changed under its own transaction",
    );
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: accepts ? "shift.swapped" : "shift.swap-declined",
      subject: { kind: "claim", id: claim.id },
      pointId: claim.pointId,
      before: { staff: claim.staffId },
      after: { shift: shift.id, starts_at: shift.start, staff: accepts ? staff.id : claim.staffId, claim: taken },
    });
    return { kind: accepts ? "swapped" : "declined" };
  });
}
