import type { Instant } from "#app/time/instant.ts";
import { DESK, type DoorReport } from "./door-report.ts";

export const TASK_REASONS = ["locked", "qr-fails"] as const;
export type TaskReason = (typeof TASK_REASONS)[number];

/** How many different devices must say the same within two hours before the manager is given a task. */
export const TASK_REPORTERS = 2;

/** Something at a door that the manager has to mend. */
export interface DoorTask {
  id: string;
  pointId: string;
  reason: TaskReason;
  openedAt: Instant;
  fixedAt: Instant | null;
  answer: string;
}

/** What a task is opened for, if anything: enough devices say so by their newest word, since the desk last said that the door is open. `reports` of the last two hours, in any order. */
export function taskReason(word: DoorReport["word"], reports: DoorReport[]): TaskReason | undefined {
  const reason = TASK_REASONS.find((one) => one === word);
  if (!reason) return undefined;
  const desk = reports
    .filter(({ deviceId }) => deviceId === DESK)
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const newest = new Map<string, DoorReport>();
  for (const report of [...reports].sort((x, y) => (x.at < y.at ? -1 : 1))) newest.set(report.deviceId, report);
  const sayers = [...newest.values()].filter(
    (one) => one.word === reason && (reason !== "locked" || !desk || one.at >= desk),
  );
  return sayers.length >= TASK_REPORTERS ? reason : undefined;
}
