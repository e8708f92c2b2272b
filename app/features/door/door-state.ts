import type { OpenState } from "#app/features/network/opening.ts";
import { DESK, REPORT_LIFE, type DoorReport } from "#app/features/network/door-report.ts";
import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";

/** Whether a door is really open: its hours, its roster, and what people who stood before it said. */
export interface DoorState {
  state: OpenState["state"] | "unstaffed";
  /** When it closes or opens next. */
  until: Instant | null;
  /** When somebody last said, or showed by working there, that it is open. */
  confirmedAt: Instant | null;
}

/** What the roster says of a door now: `unstaffed` once a shift that keeps it has begun and nobody came. Undefined where no shift keeps it. */
export interface DoorStaffing {
  present: boolean;
  unstaffed: boolean;
}

/** How many different devices must find a door locked before its hours are doubted: a few cannot turn it. */
export const DOUBTERS = 3;
/** What the desk's own word weighs against devices that say "locked", while it is fresh. */
export const DESK_WEIGHT = 4;
/** Minutes for which somebody at work behind a door shows that it is staffed, whatever the roster says. */
export const DESK_PRESENT = 20;

/** What a word is worth so long after it was said: all of it at once, nothing after two hours. */
export function freshness(saidAt: Instant, now: Instant): number {
  return Math.max(0, Math.min(1, 1 - minutesBetween(saidAt, now) / REPORT_LIFE));
}

/**
 * The state of a door. The first of these that fits holds:
 * 1. Its hours close it, or nobody knows them: that is told; no word opens a door that its hours close.
 * 2. A shift that keeps it has begun, its grace is over and nobody checked in: unstaffed, unless the desk gave a sign of
 *    life (a check-in, a number called, a visit counted, "the door is open") within twenty minutes.
 * 3. At least three devices found it locked after it was last said to be open, and their words, each fading over two
 *    hours, weigh more than the desk's: unknown. The desk weighs as four devices while somebody is checked in, and as
 *    four that fade after its last sign of life: a handful of false words cannot turn a door that is staffed.
 * 4. Else it is open as its hours say, confirmed by the newest word "open" or "full", or by the desk.
 * `reports` come newest first, the desk's signs among them.
 */
export function doorState(opening: OpenState, reports: DoorReport[], now: Instant, staffing?: DoorStaffing): DoorState {
  const isOpen = opening.state === "open" || opening.state === "closing-soon";
  if (!isOpen) return { ...opening, confirmedAt: null };
  const fresh = reports.filter((report) => report.at > plusMinutes(now, -REPORT_LIFE) && report.at <= now);
  const desk = fresh.find(({ deviceId }) => deviceId === DESK)?.at;
  if (staffing?.unstaffed && (!desk || desk < plusMinutes(now, -DESK_PRESENT))) return { state: "unstaffed", until: opening.until, confirmedAt: null };
  const said = fresh.find(({ word }) => word === "open" || word === "full")?.at ?? null;
  const doubts = new Map<string, Instant>();
  for (const { deviceId, word, at } of fresh) {
    if (word === "locked" && deviceId !== DESK && (!said || at > said || said === desk) && !doubts.has(deviceId)) doubts.set(deviceId, at);
  }
  const against = [...doubts.values()].reduce((sum, at) => sum + freshness(at, now), 0);
  const forIt = staffing?.present ? DESK_WEIGHT : desk ? DESK_WEIGHT * freshness(desk, now) : 0;
  if (doubts.size >= DOUBTERS && against > forIt) return { state: "unknown", until: null, confirmedAt: said };
  return { ...opening, confirmedAt: said };
}
