import { z } from "zod";
import { lineOf, severalOf, ticked, wordsOf } from "#app/platform/typed/fields-form.ts";
import { AMENITIES } from "./amenities.ts";
import { parseHoursText } from "#app/features/places/hours/hours-text.ts";
import type { Hours } from "#app/features/places/hours/opening.ts";
import { parsePlace } from "#app/features/places/map/place.ts";
import { POINT_KINDS } from "./point.ts";

/** A point's form. `place` is `30.58,114.27`, empty for one that waits; `hours` as people write them, empty when unknown. */
export const pointForm = z.object({
  name: wordsOf(80),
  name_en: lineOf(120),
  kinds: severalOf(POINT_KINDS).refine((kinds) => kinds.length > 0, "missing"),
  address: lineOf(200),
  address_en: lineOf(200),
  district: lineOf(40),
  place: z
    .string()
    .trim()
    .transform((text, context) => {
      if (text === "") return null;
      const place = parsePlace(text);
      if (!place) context.addIssue({ code: "custom", message: "not-a-place" });
      return place ?? null;
    }),
  hours: z
    .string()
    .trim()
    .max(200)
    .transform((text, context): Hours | null => {
      if (text === "") return null;
      const hours = parseHoursText(text);
      if (!hours) context.addIssue({ code: "custom", message: "hours-not-understood" });
      return hours ?? null;
    }),
  amenities: severalOf(AMENITIES),
  dropIn: ticked,
  urgent: ticked,
  landmark: lineOf(200),
  landmark_en: lineOf(200),
  guide: lineOf(1000),
  guide_en: lineOf(1000),
  parking: lineOf(300),
  parking_en: lineOf(300),
  phone: lineOf(30),
  operator: lineOf(80),
});

export type PointEdit = z.infer<typeof pointForm>;
