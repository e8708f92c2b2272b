import { z } from "zod";
import { dateField, lineOf, severalOf, wordsOf } from "#app/platform/typed/fields-form.ts";
import { parseDaySpans } from "#app/features/places/hours/hours-text.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import { daysBetween } from "#app/time/civil.ts";
import { MOST_DAYS } from "./weather-act.ts";

/** Weather mode: whom it holds for, when, what is said, and what becomes of the hours. */
export const weatherForm = z
  .object({
    district: lineOf(40).transform((text) => text || null),
    kinds: severalOf(POINT_KINDS),
    title: wordsOf(40),
    title_en: lineOf(80),
    body: lineOf(300),
    body_en: lineOf(400),
    fromDate: dateField,
    toDate: dateField,
    change: z.enum(["keep", "close", "hours"]),
    hours: lineOf(60),
  })
  .transform(({ change, hours, ...rest }, context) => {
    const length = daysBetween(rest.fromDate, rest.toDate) + 1;
    if (length < 1 || length > MOST_DAYS) context.addIssue({ code: "custom", path: ["toDate"], message: "bad-length" });
    const spans = change === "keep" ? null : change === "close" ? [] : parseDaySpans(hours);
    if (spans === undefined || (change === "hours" && spans?.length === 0))
      context.addIssue({ code: "custom", path: ["hours"], message: "hours-not-understood" });
    return { ...rest, spans: spans ?? null };
  });

export type WeatherEdit = z.infer<typeof weatherForm>;
