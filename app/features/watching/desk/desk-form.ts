import { z } from "zod";
import { wordsOf } from "#app/platform/typed/fields-form.ts";
import { readDigits } from "#app/platform/typed/typed-code.ts";
import { SUPPLIES, SUPPLY_STATES } from "#app/features/places/supplies/supply.ts";

const station = wordsOf(20);
const digits = (count: number) =>
  z
    .string()
    .transform(
      (text, context) => readDigits(text, count) ?? (context.addIssue({ code: "custom", message: "not-a-code" }), ""),
    );

/** What the desk's buttons post. */
export const deskForm = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("pin"),
    pin: z
      .string()
      .max(40)
      .transform((text) => readDigits(text, 6) ?? ""),
  }),
  z.object({ act: z.literal("leave") }),
  z.object({ act: z.literal("stay") }),
  z.object({ act: z.literal("step"), booking: z.uuid(), to: z.enum(["booked", "checked-in", "served", "no-show"]) }),
  z.object({ act: z.literal("tail"), tail: digits(4) }),
  z.object({
    act: z.literal("call-next"),
    service: z.uuid(),
    station,
    seen: z.union([z.uuid(), z.literal("")]).optional(),
  }),
  z.object({
    act: z.literal("ticket"),
    ticket: z.uuid(),
    to: z.enum(["waiting", "called", "served", "left", "skipped"]),
    station,
  }),
  z.object({ act: z.literal("give-number"), service: z.uuid() }),
  z.object({ act: z.literal("supply"), item: z.enum(SUPPLIES), state: z.enum(SUPPLY_STATES) }),
  z.object({ act: z.literal("visit-undo"), visit: z.uuid() }),
  z.object({ act: z.literal("door") }),
  z.object({ act: z.literal("shift-in"), shift: z.uuid() }),
  z.object({ act: z.literal("shift-out"), claim: z.uuid() }),
]);
