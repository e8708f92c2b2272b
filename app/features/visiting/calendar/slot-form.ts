import { z } from "zod";
import { dateField, wholeField } from "#app/platform/typed/fields-form.ts";

const date = dateField;
const service = z.uuid();
const slot = z.uuid();

/** What is posted from the page of a day's slots. */
export const slotForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("close"), date, service, slot }),
  z.object({ act: z.literal("close-day"), date, service }),
  z.object({ act: z.literal("open"), date, service, slot }),
  z.object({ act: z.literal("resize"), date, service, slot, capacity: wholeField(0, 500) }),
  z.object({
    act: z.literal("day"),
    date,
    service,
    quota: z
      .string()
      .trim()
      .regex(/^\d{0,4}$/)
      .transform((text) => (text === "" ? null : Number(text))),
  }),
  z.object({ act: z.literal("undo"), closure: z.uuid() }),
]);
