import { z } from "zod";
import { parseCivilDate, parseCivilTime, type CivilDate, type CivilTime } from "../time/civil.ts";
import { parseInstant, type Instant } from "../time/instant.ts";

// Fields that forms of several nouns have.

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Somebody's words without control characters, at most so many UTF-16 units; may be empty. Lines end as Unix ends them. */
export const lineOf = (most: number) => z.string().trim().max(most, "too-long").refine((text) => !CONTROL.test(text) && text.isWellFormed(), "control-characters").transform((text) => text.replace(/\r\n?/g, "\n"));

/** The same, but something must be said. */
export const wordsOf = (most: number) => lineOf(most).refine((text) => text !== "", "missing");

/** Boxes that are ticked, none or one or several, of the same name. */
export const severalOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess((value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]), z.array(z.enum(values)));

/** One box that is ticked or not. */
export const ticked = z.preprocess((value) => value === "1" || value === "on", z.boolean());

/** A whole number in digits, between two bounds. */
export const wholeField = (least: number, most: number) => z.string().trim().regex(/^\d{1,9}$/, "not-a-number").transform(Number).pipe(z.number().min(least).max(most));

/** Text → what `parse` makes of it, or a fault of that name. */
const read = <T>(parse: (text: string) => T | undefined, problem: string) => z.string().transform((text, context): T => {
  const value = parse(text);
  if (value !== undefined) return value;
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

export const dateField = read<CivilDate>(parseCivilDate, "not-a-date");
export const timeField = read<CivilTime>(parseCivilTime, "not-a-time");
export const instantField = read<Instant>(parseInstant, "not-an-instant");
