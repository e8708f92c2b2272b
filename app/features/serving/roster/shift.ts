import type { Qualification } from "#app/features/people/staff/staff.ts";
import { plusDays, weekdayOf, type CivilDate, type CivilTime, type Weekday } from "#app/time/civil.ts";
import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";
import { instantAt, type Zone } from "#app/time/zone.ts";

/** A place at a point that somebody sits at. */
export interface Window {
  id: string;
  pointId: string;
  name: string;
  name_en: string;
  /** Without anybody at it, the point counts as unstaffed while a shift should be served. */
  keepsDoor: boolean;
}

/** How many people a window wants in a stretch of some weekdays. */
export interface Need {
  id: string;
  pointId: string;
  windowId: string;
  days: Weekday[];
  from: CivilTime;
  to: CivilTime;
  people: number;
  qualification: Qualification;
  fromDate: CivilDate;
}

/** One dated shift at a window. */
export interface Shift {
  id: string;
  pointId: string;
  windowId: string;
  date: CivilDate;
  start: Instant;
  end: Instant;
  people: number;
  qualification: Qualification;
  keepsDoor: boolean;
}

export const CLAIM_STATUSES = ["claimed", "confirmed", "released", "checked-in", "done"] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Somebody's word on a shift: they take it, or stand by for it. */
export interface Claim {
  id: string;
  pointId: string;
  shiftId: string;
  staffId: string;
  kind: "claim" | "stand-by";
  status: ClaimStatus;
  inAt: Instant | null;
  outAt: Instant | null;
}

/** Every step that a claim may take. */
export const CLAIM_STEPS: Record<ClaimStatus, readonly ClaimStatus[]> = {
  claimed: ["confirmed", "released", "checked-in"],
  confirmed: ["released", "checked-in"],
  released: [],
  "checked-in": ["done"],
  done: ["checked-in"],
};
export const canClaimBecome = (from: ClaimStatus, to: ClaimStatus): boolean => CLAIM_STEPS[from].includes(to);

/** Days ahead that shifts are made; when a claim is to be confirmed; when an uncovered shift asks for cover. Minutes before its start. */
export const ROSTER = {
  horizonDays: 21,
  confirmBefore: 2 * 1440,
  coverBefore: 1440,
  earlyCheckIn: 60,
  graceMinutes: 10,
} as const;

/** Whether somebody counts as taking a shift. */
export const takes = (claim: Claim): boolean => claim.kind === "claim" && claim.status !== "released";

/** How many people a shift still lacks. */
export function lacking(shift: Shift, claims: Claim[]): number {
  return Math.max(0, shift.people - claims.filter((claim) => claim.shiftId === shift.id && takes(claim)).length);
}

/** Whether somebody has what a shift asks for; a shift that asks for nothing takes anybody. */
export function qualifies(
  shift: Pick<Shift, "qualification" | "pointId">,
  roles: readonly { pointId: string | null; qualification: Qualification }[],
): boolean {
  const here = roles.filter(({ pointId }) => pointId === shift.pointId);
  return (
    here.length > 0 &&
    (shift.qualification === "" || here.some(({ qualification }) => qualification === shift.qualification))
  );
}

/** A shift as a need wants it, before it is a row. */
export interface ShiftCut {
  windowId: string;
  needId: string;
  date: CivilDate;
  start: Instant;
  end: Instant;
  people: number;
  qualification: Qualification;
}

/** Cuts the needs of a point into shifts for some dates, both included. `closed` are dates on which the point is shut. */
export function cutShifts(
  needs: Need[],
  zone: Zone,
  first: CivilDate,
  last: CivilDate,
  closed: (date: CivilDate) => boolean,
): ShiftCut[] {
  const cuts: ShiftCut[] = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) {
    if (closed(date)) continue;
    for (const need of needs) {
      if (date < need.fromDate || !need.days.includes(weekdayOf(date))) continue;
      cuts.push({
        windowId: need.windowId,
        needId: need.id,
        date,
        start: instantAt(date, need.from, zone),
        end: instantAt(date, need.to, zone),
        people: need.people,
        qualification: need.qualification,
      });
    }
  }
  return cuts.sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** Hours that somebody served, from checking in to checking out, no longer than the shift and its early quarter. */
export function servedHours(
  shift: Pick<Shift, "start" | "end">,
  claim: Pick<Claim, "inAt" | "outAt">,
  now: Instant,
): number {
  if (!claim.inAt) return 0;
  const from = claim.inAt < plusMinutes(shift.start, -15) ? plusMinutes(shift.start, -15) : claim.inAt;
  const out = claim.outAt ?? (now < shift.end ? now : shift.end);
  const until = out > plusMinutes(shift.end, 60) ? plusMinutes(shift.end, 60) : out;
  return Math.max(0, Math.round((minutesBetween(from, until) / 60) * 100) / 100);
}

/** Who is there: the part of a roster that a door is judged by. */
export interface Staffing {
  /** When the shift that keeps the door began. */
  since: Instant;
  present: boolean;
}
