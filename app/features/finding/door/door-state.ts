import type { OpenState } from "#app/features/places/hours/opening.ts";
import { DESK, REPORT_LIFE, type DoorReport } from "#app/features/places/doors/door-report.ts";
import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";

/** Whether a door is really open: its hours, its roster, and what people who stood before it said. */
export interface DoorState {
  state: OpenState["state"] | "unstaffed";
  /** When it closes or opens next. */
  until: Instant | null;
  /** When somebody last said, or showed by working there, that it is open. */
  confirmedAt: Instant | null;
  remark?: DoorRemark;
}

/** What the roster says of a door now: `unstaffed` once a shift that keeps it has begun and nobody came. Undefined where no shift keeps it. */
export interface DoorStaffing {
  present: boolean;
  unstaffed: boolean;
}

/** What several people lately said of an open door, beside that it is open. */
export interface DoorRemark {
  word: "full" | "qr-fails";
  at: Instant;
}

/** How many different devices must say the same before it is shown as a remark. */
export const REMARKERS = 2;
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
 * 3. At least three devices say "locked", each by its newest word, and their words, each fading over two hours, weigh
 *    more than those of the devices that say "open" or "full" and the desk's together: unknown. The desk weighs as four
 *    devices while somebody is checked in, and as four that fade after its last sign of life. So neither three false
 *    words turn a door that is staffed, nor one false word turns back what many found.
 * 4. Else it is open as its hours say, confirmed by the newest word "open" or "full", or by the desk; with the newest
 *    remark ("full", "the QR fails") that at least two devices make.
 * `reports` come newest first, the desk's signs among them.
 */
export function doorState(opening: OpenState, reports: DoorReport[], now: Instant, staffing?: DoorStaffing): DoorState {
  const isOpen = opening.state === "open" || opening.state === "closing-soon";
  if (!isOpen) return { ...opening, confirmedAt: null };
  const fresh = reports.filter((report) => report.at > plusMinutes(now, -REPORT_LIFE) && report.at <= now);
  const desk = fresh.find(({ deviceId }) => deviceId === DESK)?.at;
  if (staffing?.unstaffed && (!desk || desk < plusMinutes(now, -DESK_PRESENT)))
    return { state: "unstaffed", until: opening.until, confirmedAt: null };
  const said = fresh.find(({ word }) => word === "open" || word === "full")?.at ?? null;
  const newest = new Map<string, DoorReport>();
  for (const report of fresh)
    if (report.deviceId !== DESK && !newest.has(report.deviceId)) newest.set(report.deviceId, report);
  const saying = (...words: DoorReport["word"][]) => [...newest.values()].filter(({ word }) => words.includes(word));
  const weigh = (some: DoorReport[]) => some.reduce((sum, { at }) => sum + freshness(at, now), 0);
  const doubts = saying("locked");
  const forIt =
    weigh(saying("open", "full")) + (staffing?.present ? DESK_WEIGHT : desk ? DESK_WEIGHT * freshness(desk, now) : 0);
  if (doubts.length >= DOUBTERS && weigh(doubts) > forIt) return { state: "unknown", until: null, confirmedAt: said };
  const remarks = (["full", "qr-fails"] as const)
    .map((word) => saying(word))
    .filter((some) => some.length >= REMARKERS)
    .map(([first]) => first!)
    .sort((x, y) => (x.at < y.at ? 1 : -1));
  const remark = remarks[0] && { word: remarks[0].word as DoorRemark["word"], at: remarks[0].at };
  return { ...opening, confirmedAt: said, ...(remark && { remark }) };
}
