import type { Db } from "#db/db.ts";
import { findPoints } from "#app/features/places/points/find-point.server.ts";
import type { PointSummary } from "#app/features/places/points/point.ts";
import { findNames } from "#app/features/people/staff/find-staff.server.ts";
import type { Qualification, Staff } from "#app/features/people/staff/staff.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { lacking, servedHours, takes, type Claim, type Shift, type Window } from "./shift.ts";
import { shiftById, shiftsByIds, shiftsOf, windowsOf } from "./shifts.store.server.ts";
import { claimById, claimsAhead, claimsOf, claimsOfMonth } from "./claims.store.server.ts";
import { openSwapsFor, type Swap } from "./swaps.store.server.ts";

/** A shift with who takes it, who stands by, and how many are lacking. */
export interface ShownShift {
  shift: Shift;
  window: string;
  window_en: string;
  lacking: number;
  people: { claimId: string; staffId: string; name: string; kind: Claim["kind"]; status: Claim["status"] }[];
}

/** The shifts of a point from one date to another, with names. */
export async function showShifts(
  app: Pick<App, "db" | "keys">,
  pointId: string,
  from: CivilDate,
  to: CivilDate,
): Promise<ShownShift[]> {
  const shifts = await shiftsOf(app.db, pointId, from, to);
  const claims = await claimsOf(
    app.db,
    shifts.map(({ id }) => id),
  );
  const names = await findNames(
    app,
    app.db,
    claims.map(({ staffId }) => staffId),
  );
  const windows = new Map((await windowsOf(app.db, pointId)).map((window) => [window.id, window]));
  return shifts.map((shift) => shown(shift, claims, names, windows.get(shift.windowId)));
}

function shown(shift: Shift, claims: Claim[], names: Map<string, string>, window: Window | undefined): ShownShift {
  const mine = claims.filter((claim) => claim.shiftId === shift.id);
  return {
    shift,
    window: window?.name ?? "",
    window_en: window?.name_en ?? "",
    lacking: lacking(shift, mine),
    people: mine.map((claim) => ({
      claimId: claim.id,
      staffId: claim.staffId,
      name: names.get(claim.staffId) ?? "",
      kind: claim.kind,
      status: claim.status,
    })),
  };
}

/** One of somebody's own shifts, with where it is. */
export interface OwnShift {
  claim: Claim;
  shift: Shift;
  point: PointSummary;
  window: string;
  window_en: string;
  /** Asked of somebody else, and not answered. */
  swap: Swap | null;
}

/** What somebody has ahead: shifts taken and stood by for, and what others ask of them. */
export async function showDuty(
  app: Pick<App, "db" | "keys">,
  staff: Staff,
  now: Instant,
): Promise<{
  own: OwnShift[];
  asked: { swap: Swap; shift: Shift; point: PointSummary; from: string; window: string; window_en: string }[];
}> {
  const ahead = await claimsAhead(app.db, staff.id, plusMinutes(now, -60));
  const swaps = await openSwapsFor(
    app.db,
    staff.id,
    ahead.map(({ claim }) => claim.id),
  );
  const mine = swaps.filter(({ toStaffId }) => toStaffId === staff.id);
  const askedClaims = (await Promise.all(mine.map(({ claimId }) => claimById(app.db, claimId)))).flatMap(
    (claim) => claim ?? [],
  );
  const askedShifts = new Map(
    (
      await shiftsByIds(
        app.db,
        askedClaims.map(({ shiftId }) => shiftId),
      )
    ).map((shift) => [shift.id, shift]),
  );
  const points = await findPoints(app.db, [
    ...ahead.map(({ claim }) => claim.pointId),
    ...mine.map(({ pointId }) => pointId),
  ]);
  const windows = new Map(
    (await Promise.all([...points.keys()].map((id) => windowsOf(app.db, id))))
      .flat()
      .map((window) => [window.id, window]),
  );
  const names = await findNames(
    app,
    app.db,
    askedClaims.map(({ staffId }) => staffId),
  );
  const wordsOf = (shift: Shift) => ({
    window: windows.get(shift.windowId)?.name ?? "",
    window_en: windows.get(shift.windowId)?.name_en ?? "",
  });
  return {
    own: ahead.flatMap(({ claim, shift }) => {
      const point = points.get(shift.pointId);
      return point
        ? [{ claim, shift, point, ...wordsOf(shift), swap: swaps.find((swap) => swap.claimId === claim.id) ?? null }]
        : [];
    }),
    asked: mine.flatMap((swap) => {
      const claim = askedClaims.find(({ id }) => id === swap.claimId);
      const shift = claim && askedShifts.get(claim.shiftId);
      const point = points.get(swap.pointId);
      return claim && shift && point
        ? [{ swap, shift, point, from: names.get(claim.staffId) ?? "", ...wordsOf(shift) }]
        : [];
    }),
  };
}

/** A claim with its shift, point and window, for messages about it: never the answer to a request. */
export async function claimForMessages(
  db: Db,
  id: string,
): Promise<{ claim: Claim; shift: Shift; point: PointSummary } | undefined> {
  const claim = await claimById(db, id);
  const found = claim && (await shiftForMessages(db, claim.shiftId));
  return claim && found ? { claim, ...found } : undefined;
}

/** A shift with its point and its people, for messages about it. */
export async function shiftForMessages(
  db: Db,
  id: string,
): Promise<{ shift: Shift; point: PointSummary; claims: Claim[] } | undefined> {
  const shift = await shiftById(db, id);
  const point = shift && (await findPoints(db, [shift.pointId])).get(shift.pointId);
  return shift && point ? { shift, point, claims: await claimsOf(db, [shift.id]) } : undefined;
}

/** Which qualifications sit at a point on some dates, for riders: by shift, when somebody took it. */
export async function findSitting(
  db: Db,
  point: { id: string; zone: Zone },
  now: Instant,
  days: number,
): Promise<{ start: Instant; end: Instant; qualification: Qualification; window: string; window_en: string }[]> {
  const first = dateIn(point.zone, now);
  const shifts = (await shiftsOf(db, point.id, first, plusDays(first, days))).filter(
    ({ qualification, end }) => qualification !== "" && end > now,
  );
  const claims = await claimsOf(
    db,
    shifts.map(({ id }) => id),
  );
  const windows = new Map((await windowsOf(db, point.id)).map((window) => [window.id, window]));
  return shifts
    .filter((shift) => claims.some((claim) => claim.shiftId === shift.id && takes(claim)))
    .map((shift) => ({
      start: shift.start,
      end: shift.end,
      qualification: shift.qualification,
      window: windows.get(shift.windowId)?.name ?? "",
      window_en: windows.get(shift.windowId)?.name_en ?? "",
    }));
}

/** Hours that everybody served at a point in a month (`2026-11`). */
export async function findHours(
  app: Pick<App, "db" | "keys">,
  pointId: string,
  month: string,
  now: Instant,
): Promise<{ staffId: string; name: string; shifts: number; hours: number }[]> {
  const found = await claimsOfMonth(app.db, pointId, `${month}-01` as CivilDate, `${month}-31` as CivilDate);
  const names = await findNames(
    app,
    app.db,
    found.map(({ claim }) => claim.staffId),
  );
  const people = new Map<string, { staffId: string; name: string; shifts: number; hours: number }>();
  for (const { claim, shift } of found) {
    const hours = servedHours(shift, claim, now);
    if (!claim.inAt) continue;
    const known = people.get(claim.staffId) ?? {
      staffId: claim.staffId,
      name: names.get(claim.staffId) ?? "",
      shifts: 0,
      hours: 0,
    };
    people.set(claim.staffId, {
      ...known,
      shifts: known.shifts + 1,
      hours: Math.round((known.hours + hours) * 100) / 100,
    });
  }
  return [...people.values()].sort((a, b) => b.hours - a.hours || (a.staffId < b.staffId ? -1 : 1));
}
