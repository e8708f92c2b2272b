import { z } from "zod";
import { lineOf, severalOf, ticked, wholeField, wordsOf } from "#app/platform/typed/fields-form.ts";
import { PROOFS, RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import type { CivilTime, Weekday } from "#app/time/civil.ts";
import { nextWeekdays, readSpan } from "#app/time/span.ts";
import type { DatedSchedule, Schedule } from "./schedule.ts";

/** `9:30-11:30 20 2` (from, to, minutes of a slot, places), a line each. */
function parseSpan(line: string): DatedSchedule | undefined {
  const match = /^(\d{1,2}:\d{2})\s*[-–~至到]\s*(\d{1,2}:\d{2})\s+(\d{1,3})\s+(\d{1,3})$/.exec(
    line.normalize("NFKC").trim(),
  );
  const span = match && readSpan(match[1]!, match[2]!);
  // What one date has after its midnight is the next date's.
  if (!span || span.next) return undefined;
  const { from, to } = span.day;
  const slotMinutes = Number(match?.[3]);
  const capacity = Number(match?.[4]);
  return slotMinutes >= 5 && slotMinutes <= 480 && capacity >= 1 && capacity <= 500
    ? { from, to, slotMinutes, capacity }
    : undefined;
}

/** Spans of one date as text → spans; an empty text is none. */
export const dateSpans = z
  .string()
  .max(1000)
  .transform((text, context): DatedSchedule[] => {
    const lines = text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    const spans = lines.map(parseSpan);
    if (spans.some((span) => !span)) context.addIssue({ code: "custom", message: "span-not-understood" });
    return spans.flatMap((span) => span ?? []);
  });

export const formatSpan = (span: { from: CivilTime; to: CivilTime; slotMinutes: number; capacity: number }): string =>
  `${span.from}-${span.to} ${span.slotMinutes} ${span.capacity}`;

const rule = z
  .object({
    days: z.array(z.enum(["1", "2", "3", "4", "5", "6", "7"])).min(1, "missing"),
    from: z.string(),
    to: z.string(),
    slotMinutes: wholeField(5, 480),
    capacity: wholeField(1, 500),
    calendar: z.enum(["workdays", "every-day"]),
  })
  .transform(({ from, to, ...rest }, context) => {
    const span = readSpan(from, to);
    if (!span) context.addIssue({ code: "custom", message: "not-a-span", path: ["to"] });
    return { ...rest, span };
  });

/** The weekly rules of a service from a form whose fields are named `days.0`, `from.0`, …; a row without days and times is left out. */
export function parseRules(form: FormData, freshId: () => string): { schedules: Schedule[] } | { faults: number[] } {
  const schedules: Schedule[] = [];
  const faults: number[] = [];
  for (let row = 0; row < 12; row++) {
    const text = (name: string) => {
      const value = form.get(`${name}.${row}`);
      return typeof value === "string" ? value : "";
    };
    const days = form.getAll(`days.${row}`).filter((value): value is string => typeof value === "string");
    if (days.length === 0 && text("from") === "" && text("to") === "") continue;
    const parsed = rule.safeParse({
      days,
      from: text("from"),
      to: text("to"),
      slotMinutes: text("slotMinutes"),
      capacity: text("capacity"),
      calendar: text("calendar") || "every-day",
    });
    if (!parsed.success || !parsed.data.span) {
      faults.push(row);
      continue;
    }
    const { span, days: chosen, ...rest } = parsed.data;
    const weekdays = chosen.map((day) => Number(day) as Weekday);
    schedules.push({ ...rest, ...span.day, id: freshId(), days: weekdays });
    // A rule that goes over midnight is two, each on its own days.
    if (span.next) schedules.push({ ...rest, ...span.next, id: freshId(), days: nextWeekdays(weekdays) });
  }
  return faults.length > 0 ? { faults } : { schedules };
}

/** What a manager may say of a service. */
export const serviceForm = z.object({
  name: wordsOf(60),
  name_en: lineOf(80),
  minutes: wholeField(1, 480),
  access: z.enum(["walk-in", "booking", "both"]),
  forKinds: severalOf(RIDER_KINDS),
  proof: severalOf(PROOFS),
  fee: z.enum(["free", "registration-free", "paid"]),
  feeNote: lineOf(120),
  bring: lineOf(300).transform((text) =>
    text
      .split(/[、,，]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
  quota: z
    .string()
    .trim()
    .transform((text, context) => {
      if (text === "") return null;
      if (!/^\d{1,4}$/.test(text)) context.addIssue({ code: "custom", message: "not-a-number" });
      return Number(text);
    }),
  noticeMinutes: wholeField(0, 2880),
  horizonDays: wholeField(1, 60),
  cancelMinutes: wholeField(0, 2880),
  graceMinutes: wholeField(0, 240),
  phoneNeeded: ticked,
  remoteNumbers: ticked,
});
