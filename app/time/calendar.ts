import type { CivilDate } from "./civil.ts";

/** What a public calendar says of a date, beyond its weekday. */
export type DayKind =
  | { kind: "ordinary" }
  /** The year's holidays are not known yet: treated as ordinary, and said on screen. */
  | { kind: "unknown" }
  | { kind: "holiday" | "make-up"; name: string; name_en: string };

/** A calendar as a value: how rules ask for holidays without knowing where they come from. */
export type Calendar = (date: CivilDate) => DayKind;
