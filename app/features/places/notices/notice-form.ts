import { z } from "zod";
import { lineOf, wholeField, wordsOf } from "#app/platform/typed/fields-form.ts";
import { RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import { parseDaySpans } from "#app/features/places/hours/hours-text.ts";

/** A notice by an operator; `hours` is how long it holds from now. */
export const noticeForm = z
  .object({
    scope: z.enum(["city", "district", "point"]),
    district: lineOf(40).optional(),
    point: z.union([z.uuid(), z.literal("")]).optional(),
    title: wordsOf(40),
    title_en: lineOf(80),
    body: lineOf(300),
    body_en: lineOf(400),
    hours: wholeField(1, 2160),
  })
  .refine(({ scope, district, point }) => scope === "city" || (scope === "district" ? !!district : !!point), {
    path: ["scope"],
    message: "missing",
  });

/** The busy times of a rider kind: `11:00-13:00,17:00-20:00`. */
export const peaksForm = z.object({
  riderKind: z.enum(RIDER_KINDS),
  spans: z
    .string()
    .max(80)
    .transform(
      (text, context) =>
        parseDaySpans(text) ?? (context.addIssue({ code: "custom", message: "hours-not-understood" }), []),
    ),
});
