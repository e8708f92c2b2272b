import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { readHours } from "#app/features/places/doors/judge-opening.server.ts";
import { openingAt } from "#app/features/places/hours/opening.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { releaseInside } from "./take-shift.server.ts";
import { lacking, ROSTER, takes, type Staffing } from "./shift.ts";
import { noteCoverAsked, shiftsToCover, staffingAt, watchedPoints } from "./shifts.store.server.ts";
import { claimsLeftOpen, claimsOf, setClaim } from "./claims.store.server.ts";
import { beginSpan, endSpan, openSpanOf } from "./unstaffed.store.server.ts";

const BATCH = 200;

/** Whether a shift that keeps the door has begun, its grace is over, and nobody is there. */
export function isUnstaffed(staffing: Staffing | undefined, now: Instant): boolean {
  return staffing !== undefined && !staffing.present && plusMinutes(staffing.since, ROSTER.graceMinutes) <= now;
}

/** Who keeps the doors of several points at a moment, by their shifts. Points without such a shift now are left out. */
export async function findStaffing(db: Db, pointIds: string[], now: Instant): Promise<Map<string, Staffing>> {
  return pointIds.length === 0 ? new Map() : staffingAt(db, pointIds, now);
}

/** Notes when a point begins and ceases to be without anybody while it should be open; the operator is told by what follows from it. */
export async function judgePoint(app: App, trx: Db, pointId: string, now: Instant): Promise<void> {
  const unstaffed = await lacksAnybody(app, trx, pointId, now);
  const since = await openSpanOf(trx, pointId);
  if (unstaffed === (since !== undefined)) return;
  if (unstaffed) await beginSpan(trx, pointId, now);
  else await endSpan(trx, pointId, now);
  await record(trx, app.ids, now, {
    actor: SYSTEM,
    verb: unstaffed ? "point.unstaffed" : "point.staffed",
    subject: { kind: "point", id: pointId },
    pointId,
    before: {},
    after: since ? { since } : {},
  });
}

/** Whether a point should be open, a shift keeps its door, and nobody is there. */
async function lacksAnybody(app: App, db: Db, pointId: string, now: Instant): Promise<boolean> {
  if (!isUnstaffed((await staffingAt(db, [pointId], now)).get(pointId), now)) return false;
  const point = await findPoint(db, pointId);
  if (!point) return false;
  const { hours, dated } = await readHours(db, point, plusDays(dateIn(point.zone, now), -1));
  const { state } = openingAt(hours, dated, point.zone, app.calendar, now);
  return state === "open" || state === "closing-soon";
}

/** Looks at every door that a shift keeps now. Answers 0: it is done again at each round. */
export async function watchStaffing(app: App): Promise<number> {
  const now = app.clock.now();
  for (const pointId of await watchedPoints(app.db, now)) {
    // Looking without the write lock first: a door that stands as it stood needs no transaction.
    if ((await lacksAnybody(app, app.db, pointId, now)) === ((await openSpanOf(app.db, pointId)) !== undefined))
      continue;
    await inTransaction(app.db, (trx) => judgePoint(app, trx, pointId, now));
  }
  return 0;
}

/** Within a day of a shift: claims that were not confirmed are given on, and a shift that lacks people asks for cover, once. Answers how many shifts. */
export async function askForCover(app: App): Promise<number> {
  const now = app.clock.now();
  const due = await shiftsToCover(app.db, now, plusMinutes(now, ROSTER.coverBefore), BATCH);
  for (const shift of due) {
    await inTransaction(app.db, async (trx) => {
      for (const claim of (await claimsOf(trx, [shift.id])).filter((one) => takes(one) && one.status === "claimed"))
        await releaseInside(app, trx, SYSTEM, claim, now);
      await noteCoverAsked(trx, shift, now);
      if (lacking(shift, await claimsOf(trx, [shift.id])) === 0) return;
      await record(trx, app.ids, now, {
        actor: SYSTEM,
        verb: "shift.cover-asked",
        subject: { kind: "shift", id: shift.id },
        pointId: shift.pointId,
        before: {},
        after: { starts_at: shift.start },
      });
    });
  }
  return due.length;
}

/** Checks out whoever forgot to, an hour after their shift, as of its end. Answers how many. */
export async function endLeftShifts(app: App): Promise<number> {
  const now = app.clock.now();
  const left = await claimsLeftOpen(app.db, plusMinutes(now, -60), BATCH);
  for (const { claim, end } of left) {
    await inTransaction(app.db, async (trx) => {
      if (!(await setClaim(trx, claim, "done", now, { outAt: end }))) return;
      await record(trx, app.ids, now, {
        actor: SYSTEM,
        verb: "shift.checked-out",
        subject: { kind: "claim", id: claim.id },
        pointId: claim.pointId,
        before: { status: claim.status },
        after: { at: end },
      });
    });
  }
  return left.length;
}
