import type { Instant } from "#app/time/instant.ts";
import type { DoorReport } from "./door-report.ts";

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

/** What a task is opened for, if anything: enough devices said so after the door was last known to be open. `reports` of the last two hours. */
export function taskReason(word: DoorReport["word"], reports: DoorReport[]): TaskReason | undefined {
  const reason = TASK_REASONS.find((one) => one === word);
  if (!reason) return undefined;
  const opened = reports.filter((one) => one.word === "open").map(({ at }) => at).sort().at(-1);
  const sayers = new Set(reports.filter((one) => one.word === reason && (reason !== "locked" || !opened || one.at >= opened)).map(({ deviceId }) => deviceId));
  return sayers.size >= TASK_REPORTERS ? reason : undefined;
}
