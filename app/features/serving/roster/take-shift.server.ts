import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM, type Actor, type TrailVerb } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { minutesBetween, overlap, type Instant } from "#app/time/instant.ts";
import { canClaimBecome, lacking, qualifies, ROSTER, takes, type Claim, type Shift } from "./shift.ts";
import { shiftById } from "./shifts.store.server.ts";
import { claimById, claimsAhead, claimsOf, insertClaim, setClaim } from "./claims.store.server.ts";

export type ShiftTaken =
  | { kind: "taken"; claim: Claim }
  | { kind: "no-such-shift" }
  | { kind: "over" }
  | { kind: "not-qualified" }
  | { kind: "overlaps" }
  | { kind: "covered" };

/** Somebody takes a shift, or stands by for it. A shift that begins within two days needs no confirming. */
export async function takeShift(app: App, staff: Staff, shiftId: string, kind: Claim["kind"]): Promise<ShiftTaken> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<ShiftTaken> => {
    const shift = await shiftById(trx, shiftId);
    if (!shift) return { kind: "no-such-shift" };
    const refused = await refusal(trx, staff, shift, now);
    if (refused) return refused;
    const claims = await claimsOf(trx, [shift.id]);
    const mine = claims.find(({ staffId }) => staffId === staff.id);
    if (mine && (mine.kind === kind || takes(mine))) return { kind: "taken", claim: mine };
    if (kind === "claim" && lacking(shift, claims) === 0) return { kind: "covered" };
    const status =
      minutesBetween(now, shift.start) <= ROSTER.confirmBefore ? ("confirmed" as const) : ("claimed" as const);
    const claim: Claim = mine
      ? { ...mine, kind, status }
      : {
          id: app.ids.id(),
          pointId: shift.pointId,
          shiftId: shift.id,
          staffId: staff.id,
          kind,
          status,
          inAt: null,
          outAt: null,
        };
    if (mine)
      invariant(await setClaim(trx, mine, status, now, { kind: "claim" }), "a claim changed under its own transaction");
    else await insertClaim(trx, claim, now);
    await note(
      app,
      trx,
      { kind: "staff", id: staff.id },
      claim,
      kind === "claim" ? "shift.claimed" : "shift.stood-by",
      shift,
      now,
    );
    return { kind: "taken", claim };
  });
}

/** Why somebody cannot take a shift, whoever else did. */
export async function refusal(
  trx: Db,
  staff: Staff,
  shift: Shift,
  now: Instant,
): Promise<Exclude<ShiftTaken, { kind: "taken" }> | undefined> {
  if (!staff.roles.some(({ pointId }) => pointId === shift.pointId)) return { kind: "no-such-shift" };
  if (shift.end <= now) return { kind: "over" };
  if (!qualifies(shift, staff.roles)) return { kind: "not-qualified" };
  const others = (await claimsAhead(trx, staff.id, now)).filter(
    ({ claim }) => takes(claim) && claim.shiftId !== shift.id,
  );
  return others.some((one) => overlap(one.shift, shift)) ? { kind: "overlaps" } : undefined;
}

export type ClaimChanged = { kind: "changed" } | { kind: "no-such-claim" } | { kind: "not-possible" };

/** Somebody says again that they come; again changes nothing. */
export async function confirmClaim(app: App, staff: Staff, claimId: string): Promise<ClaimChanged> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<ClaimChanged> => {
    const claim = await claimById(trx, claimId);
    const shift = claim && (await shiftById(trx, claim.shiftId));
    if (!claim || !shift || claim.staffId !== staff.id) return { kind: "no-such-claim" };
    if (claim.status === "confirmed") return { kind: "changed" };
    if (!canClaimBecome(claim.status, "confirmed")) return { kind: "not-possible" };
    invariant(await setClaim(trx, claim, "confirmed", now), "a claim changed under its own transaction");
    await note(app, trx, { kind: "staff", id: staff.id }, claim, "shift.confirmed", shift, now);
    return { kind: "changed" };
  });
}

/** Somebody gives a shift back: whoever stands by has it at once, else it is offered to all who qualify. */
export async function releaseClaim(app: App, staff: Staff, claimId: string): Promise<ClaimChanged> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<ClaimChanged> => {
    const claim = await claimById(trx, claimId);
    if (!claim || claim.staffId !== staff.id) return { kind: "no-such-claim" };
    return releaseInside(app, trx, { kind: "staff", id: staff.id }, claim, now);
  });
}

/** The same inside the caller's transaction, for whoever did it. */
export async function releaseInside(
  app: App,
  trx: Db,
  actor: Actor,
  claim: Claim,
  now: Instant,
): Promise<ClaimChanged> {
  const shift = await shiftById(trx, claim.shiftId);
  if (!shift) return { kind: "no-such-claim" };
  if (claim.status === "released") return { kind: "changed" };
  if (!canClaimBecome(claim.status, "released")) return { kind: "not-possible" };
  invariant(await setClaim(trx, claim, "released", now), "a claim changed under its own transaction");
  await note(app, trx, actor, claim, takes(claim) ? "shift.released" : "shift.stood-down", shift, now);
  if (takes(claim)) await promote(app, trx, shift, now);
  return { kind: "changed" };
}

/** The first who stands by has the shift now; with nobody standing by it is broadcast as freed. */
async function promote(app: App, trx: Db, shift: Shift, now: Instant): Promise<void> {
  const claims = await claimsOf(trx, [shift.id]);
  if (lacking(shift, claims) === 0) return;
  for (const next of claims.filter(({ kind }) => kind === "stand-by")) {
    const others = (await claimsAhead(trx, next.staffId, now)).filter(({ claim }) => takes(claim));
    if (others.some((one) => overlap(one.shift, shift))) continue;
    const status = minutesBetween(now, shift.start) <= ROSTER.confirmBefore ? "confirmed" : "claimed";
    invariant(await setClaim(trx, next, status, now, { kind: "claim" }), "a claim changed under its own transaction");
    return note(app, trx, SYSTEM, next, "shift.promoted", shift, now);
  }
  await record(trx, app.ids, now, {
    actor: SYSTEM,
    verb: "shift.freed",
    subject: { kind: "shift", id: shift.id },
    pointId: shift.pointId,
    before: {},
    after: { starts_at: shift.start },
  });
}

async function note(
  app: App,
  trx: Db,
  actor: Actor,
  claim: Claim,
  verb: TrailVerb,
  shift: Shift,
  now: Instant,
): Promise<void> {
  await record(trx, app.ids, now, {
    actor,
    verb,
    subject: { kind: "claim", id: claim.id },
    pointId: claim.pointId,
    before: { status: claim.status },
    after: { shift: shift.id, starts_at: shift.start, staff: claim.staffId },
  });
}
