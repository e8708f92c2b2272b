import type { CivilTime } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { civilOf, type Zone } from "#app/time/zone.ts";

/** Busy civil times of a rider kind, set by the operator. */
export interface Peak {
  from: CivilTime;
  to: CivilTime;
}

/** Whether a visit from `start` to `end` keeps clear of every peak. */
export function isOffPeak(start: Instant, end: Instant, peaks: Peak[], zone: Zone): boolean {
  const from = civilOf(start, zone).time;
  const to = civilOf(end, zone).time;
  return peaks.every((peak) => to <= peak.from || from >= peak.to);
}

/** Minutes off the road that a visit costs: the visit itself and the way there and back at riding pace. */
export function minutesOffTheRoad(visitMinutes: number, metres: number | undefined): number {
  const METRES_A_MINUTE = 250;
  const way = metres === undefined ? 0 : (2 * metres * 1.3) / METRES_A_MINUTE;
  return Math.max(5, Math.round((visitMinutes + way) / 5) * 5);
}
