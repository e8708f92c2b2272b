import { z } from "zod";
import { wholeField, wordsOf } from "#app/platform/typed/fields-form.ts";
import { qualificationField } from "#app/features/people/staff/people-form.ts";
import { parseCivilDate, type Weekday } from "#app/time/civil.ts";
import { nextWeekdays, readSpan } from "#app/time/span.ts";

/** What is posted from a point's roster. */
export const rosterForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("take"), shift: z.uuid(), kind: z.enum(["claim", "stand-by"]) }),
  z.object({ act: z.literal("release"), claim: z.uuid() }),
  z.object({ act: z.literal("swap"), claim: z.uuid(), to: z.uuid() }),
  z.object({ act: z.literal("add-window"), name: wordsOf(30), keepsDoor: z.literal("1").optional() }),
  z.object({ act: z.literal("end-window"), id: z.uuid() }),
  z.object({ act: z.literal("add-need") }),
  z.object({ act: z.literal("end-need"), id: z.uuid() }),
]);

/** What a window wants every week. */
export const needForm = z
  .object({
    windowId: z.uuid(),
    days: z
      .array(z.enum(["1", "2", "3", "4", "5", "6", "7"]))
      .min(1)
      .transform((days) => [...new Set(days)].sort().map((day) => Number(day) as Weekday)),
    from: z.string(),
    to: z.string(),
    people: wholeField(1, 20),
    qualification: qualificationField,
    fromDate: z
      .string()
      .optional()
      .transform((text) => (text ? parseCivilDate(text) : undefined)),
  })
  .transform(({ from, to, days, ...rest }, context) => {
    const span = readSpan(from, to);
    if (!span) {
      context.addIssue({ code: "custom", path: ["to"], message: "not-a-span" });
      return z.NEVER;
    }
    // One that goes over midnight is two, each on its own days.
    return [
      { ...rest, days, ...span.day },
      ...(span.next ? [{ ...rest, days: nextWeekdays(days), ...span.next }] : []),
    ];
  });

/** What is posted from one's own shifts. */
export const dutyForm = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["confirm", "release"]), claim: z.uuid() }),
  z.object({ act: z.literal("answer"), swap: z.uuid(), accepts: z.enum(["0", "1"]) }),
  z.object({ act: z.literal("read"), message: z.uuid() }),
]);
