import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { findStaff } from "#app/features/people/staff/find-staff.server.ts";
import type { TabletInUse } from "./find-session.server.ts";
import { countTry, isSpent } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { pinIndexOf } from "./set-up-staff.server.ts";
import { STAFF_LIMITS, type Staff } from "#app/features/people/staff/staff.ts";
import { staffIdByPin } from "#app/features/people/staff/roles.store.server.ts";
import { endTablet, insertTablet, setActing, tabletsOf, type Tablet } from "./tablets.store.server.ts";

/** Signs a tablet in for one point, for good; the token is its cookie. */
export async function setUpTablet(app: App, actor: Actor, pointId: string, name: string): Promise<string> {
  const now = app.clock.now();
  const token = app.ids.token();
  const id = app.ids.id();
  await inTransaction(app.db, async (trx) => {
    await insertTablet(trx, { id, pointId, name, tokenHash: hashOf(token), madeBy: actor.id, now });
    await record(trx, app.ids, now, {
      actor,
      verb: "tablet.set-up",
      subject: { kind: "tablet", id },
      pointId,
      before: {},
      after: {},
    });
  });
  return token;
}

export type PinEntered =
  { kind: "acting"; staff: Staff } | { kind: "wrong" } | { kind: "too-many"; retryAfterSeconds: number };

/** Lets whoever's PIN it is act on a tablet for a quarter of an hour; wrong ones are counted by tablet. */
export async function enterPin(app: App, tablet: TabletInUse, pin: string): Promise<PinEntered> {
  const now = app.clock.now();
  const outcome = await inTransaction(app.db, async (trx): Promise<PinEntered> => {
    const spent = await isSpent(app, trx, LIMITS.pinWrong, tablet.id);
    if (spent) return { kind: "too-many", ...spent };
    const staffId = /^\d{6}$/.test(pin)
      ? await staffIdByPin(trx, tablet.pointId, pinIndexOf(app, tablet.pointId, pin))
      : undefined;
    const staff = staffId ? await findStaff(app, trx, staffId) : undefined;
    if (!staff) {
      await countTry(app, trx, LIMITS.pinWrong, tablet.id);
      return { kind: "wrong" };
    }
    await setActing(trx, tablet.id, { staffId: staff.id, until: plusMinutes(now, STAFF_LIMITS.acting) });
    return { kind: "acting", staff };
  });
  security(
    app.log,
    outcome.kind === "acting" ? "pin-entered" : outcome.kind === "wrong" ? "pin-wrong" : "limit-spent",
    { tablet: tablet.id, point: tablet.pointId, staff: outcome.kind === "acting" ? outcome.staff.id : null },
  );
  return outcome;
}

/** Whoever acts keeps acting while the tablet is in use; noted when a third of their time is over, not at each request. */
export async function keepActing(app: App, tablet: TabletInUse, staffId: string): Promise<void> {
  const now = app.clock.now();
  if (tablet.actingUntil && tablet.actingUntil > plusMinutes(now, (STAFF_LIMITS.acting * 2) / 3)) return;
  await inTransaction(app.db, (trx) =>
    setActing(trx, tablet.id, { staffId, until: plusMinutes(now, STAFF_LIMITS.acting) }),
  );
}

/** Nobody acts on the tablet any more: it shows no names until the next PIN. */
export async function leaveTablet(app: App, tabletId: string): Promise<void> {
  await inTransaction(app.db, (trx) => setActing(trx, tabletId, null));
}

export async function listTablets(db: Db, pointId: string): Promise<Tablet[]> {
  return tabletsOf(db, pointId);
}

/** Ends a tablet's sign-in for good: a lost one opens nothing any more. */
export async function removeTablet(app: App, actor: Actor, pointId: string, id: string): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    if (!(await endTablet(trx, pointId, id, now))) return false;
    await record(trx, app.ids, now, {
      actor,
      verb: "tablet.removed",
      subject: { kind: "tablet", id },
      pointId,
      before: {},
      after: {},
    });
    return true;
  });
}
