import { z } from "zod";
import { parseCivilDate, parseCivilTime, type CivilDate, type CivilTime } from "#app/time/civil.ts";
import { parseInstant, type Instant } from "#app/time/instant.ts";
import { readDigits } from "./typed-code.ts";
import { readWhole } from "./typed-number.ts";
import { readOwnPath } from "./typed-path.ts";
import { readMobile } from "./typed-phone.ts";
import { seenText } from "./typed-text.ts";
import { readWords } from "./typed-words.ts";

// Fields that forms of several nouns have.

/** Text → what a reader makes of it, or a fault of that name. */
const read = <T>(parse: (text: string) => T | undefined, problem: string) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });

/** Somebody's words as `readWords` reads them, at most so many letters; may be empty. */
export const lineOf = (most: number) =>
  z.string().transform((text, context): string => {
    const read = readWords(text, most);
    if ("words" in read) return read.words;
    context.addIssue({ code: "custom", message: read.fault });
    return z.NEVER;
  });

/** The same, but something must be said that is seen. */
export const wordsOf = (most: number) => lineOf(most).refine((text) => text !== "", "missing");

/** A mainland mobile number as people type it → eleven digits. */
export const mobileField = read(readMobile, "not-a-phone");

/** A code of six digits as people type or paste it. */
export const codeField = read((text) => readDigits(text, 6), "not-a-code");

/** A path of this site to go back to, as a header can carry it. */
export const ownPathField = read(readOwnPath, "no-path");

/** A field that may be left out: nothing, an empty field and null are the same. */
export const maybeField = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());

/** The same of a body of JSON, whose description keeps the form of what may be said. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value): z.output<T> | undefined => value ?? undefined);

/** A mobile number, or nothing. */
export const mobileOrNothing = z.string().transform((text, context): string | undefined => {
  const phone = seenText(text).trim() === "" ? undefined : readMobile(text);
  if (phone === undefined && seenText(text).trim() !== "") context.addIssue({ code: "custom", message: "not-a-phone" });
  return phone;
});

/** Boxes that are ticked, none or one or several, of the same name. */
export const severalOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]),
    z.array(z.enum(values)),
  );

/** One box that is ticked or not. */
export const ticked = z.preprocess((value) => value === "1" || value === "on", z.boolean());

/** A whole number in digits, between two bounds. */
export const wholeField = (least: number, most: number) => read((text) => readWhole(text, least, most), "not-a-number");

export const dateField = read<CivilDate>(parseCivilDate, "not-a-date");
export const timeField = read<CivilTime>(parseCivilTime, "not-a-time");
export const instantField = read<Instant>(parseInstant, "not-an-instant");
