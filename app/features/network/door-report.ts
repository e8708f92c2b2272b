import type { Instant } from "#app/time/instant.ts";

export const DOOR_WORDS = ["open", "locked", "qr-fails", "full"] as const;
export type DoorWord = (typeof DOOR_WORDS)[number];

/** Minutes in which one device may report on one point once. */
export const REPORT_PAUSE = 10;

export interface DoorReport {
  pointId: string;
  deviceId: string;
  word: DoorWord;
  at: Instant;
}
