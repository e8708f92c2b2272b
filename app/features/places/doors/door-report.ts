import type { Instant } from "#app/time/instant.ts";

export const DOOR_WORDS = ["open", "locked", "qr-fails", "full"] as const;
export type DoorWord = (typeof DOOR_WORDS)[number];

/** Minutes in which one device may report on one point once. */
export const REPORT_PAUSE = 10;
/** Minutes for which a word on a door is worth something. */
export const REPORT_LIFE = 120;

/** A word on a door by a rider's device; the desk's own signs of life come as `DESK`. */
export interface DoorReport {
  pointId: string;
  deviceId: string;
  word: DoorWord;
  at: Instant;
}

/** Whom a sign of life from the desk comes from, in the place of a device. */
export const DESK = "desk";
