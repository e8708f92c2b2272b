import type { OpenState } from "#app/features/network/opening.ts";
import type { DoorReport } from "#app/features/network/door-report.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";

/** Whether a door is really open: its hours, and what people who stood before it said. */
export interface DoorState {
  state: OpenState["state"] | "unstaffed";
  /** When it closes or opens next. */
  until: Instant | null;
  /** When somebody last said that it is open. */
  confirmedAt: Instant | null;
}

/** Minutes for which a word on a door is worth something. */
export const REPORT_LIFE = 120;
/** How many different devices must find a door locked before its hours are doubted: one alone cannot turn it. */
export const DOUBTERS = 2;

/**
 * Hours say open or closed. A report of "open" or "full" within two hours confirms an open door. When at
 * least two devices, after the last such report, found it locked, nobody knows: unknown. Reports never
 * open a door that its hours close. `reports` come newest first.
 */
export function doorState(opening: OpenState, reports: DoorReport[], now: Instant): DoorState {
  const fresh = reports.filter((report) => report.at > plusMinutes(now, -REPORT_LIFE) && report.at <= now);
  const confirmed = fresh.find(({ word }) => word === "open" || word === "full")?.at ?? null;
  const isOpen = opening.state === "open" || opening.state === "closing-soon";
  if (!isOpen) return { ...opening, confirmedAt: null };
  const doubters = new Set(fresh.filter(({ word, at }) => word === "locked" && (!confirmed || at > confirmed)).map((r) => r.deviceId));
  if (doubters.size >= DOUBTERS) return { state: "unknown", until: null, confirmedAt: confirmed };
  return { ...opening, confirmedAt: confirmed };
}
