import type { Instant } from "#app/time/instant.ts";

/** Who did it, as a value: trail knows nobody. */
export interface Actor {
  kind: "rider" | "staff" | "key" | "system";
  id: string;
}

export const SYSTEM: Actor = { kind: "system", id: "system" };

/** Ids, verbs, field names and non-personal values only. */
export type Facts = Record<string, string | number | boolean | null>;

export interface TrailEntry {
  actor: Actor;
  /** What happened, as `noun.verb-ed`: `booking.moved`. */
  verb: string;
  subject: { kind: string; id: string };
  pointId: string | null;
  before: Facts;
  after: Facts;
}

export interface RecordedEntry extends TrailEntry {
  id: string;
  at: Instant;
}
