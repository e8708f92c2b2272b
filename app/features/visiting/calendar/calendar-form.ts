import { z } from "zod";
import { parseDaySpans } from "#app/features/places/hours/hours-text.ts";
import { dateField, lineOf } from "#app/platform/typed/fields-form.ts";
import { dateSpans } from "#app/features/visiting/services/schedule-form.ts";

const date = dateField;
const how = z.enum(["week", "closed", "hours"]);
const reason = lineOf(40);
const sure = z.literal("1").optional();

/** What is posted from a point's calendar: hours, one date of the point or of a service, or a service's weekly rules. */
export const calendarForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("hours"), hours: z.string().trim().max(200) }),
  z
    .object({ act: z.literal("point-day"), date, how, reason, pointSpans: z.string().max(60) })
    .transform(({ pointSpans, ...rest }, context) => {
      const spans = parseDaySpans(pointSpans);
      if (rest.how === "hours" && !spans?.length)
        context.addIssue({ code: "custom", path: ["spans"], message: "spans" });
      return { ...rest, spans: spans ?? [] };
    }),
  z.object({ act: z.literal("service-day"), date, how, reason, service: z.uuid(), spans: dateSpans, sure }),
  z.object({ act: z.literal("undo"), closure: z.uuid() }),
  z.object({ act: z.literal("rules"), service: z.uuid(), sure }),
]);
