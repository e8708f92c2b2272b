import { z } from "zod";
import { maybe, maybeField, wholeField, wordsOf } from "#app/platform/typed/fields-form.ts";
import { plainText } from "#app/platform/typed/typed-text.ts";
import { HOLD } from "./ticket.ts";

/** The body of `POST /points/{id}/tickets`. */
export const ticketBody = z
  .object({ service_id: z.uuid(), door_code: maybe(z.string().max(40).transform(plainText)) })
  .meta({ id: "TicketRequest" });

/** Keeps a place for some minutes; `away_minutes` is how long the way back takes. */
export const holdBody = z
  .object({
    minutes: z.number().int().min(1).max(HOLD.most),
    away_minutes: z
      .number()
      .int()
      .min(0)
      .max(HOLD.awayMost)
      .nullish()
      .transform((minutes) => minutes ?? undefined),
  })
  .meta({ id: "HoldRequest" });

/** The window that calls, by its name or its bare number; `current` is the ticket that the presser sees there, null for none. */
export const callBody = z
  .object({
    window: z
      .union([wordsOf(20), z.number().int().min(1).max(99)])
      .transform((window) => (/^\d{1,2}$/.test(String(window)) ? `${window} 号窗口` : String(window))),
    current: z.uuid().nullable().optional(),
  })
  .meta({ id: "CallRequest" });

const minutes = (most: number) => wholeField(0, most);

/** A ticket's own page. */
export const ticketForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("hold"), minutes: minutes(HOLD.most), away: maybeField(minutes(HOLD.awayMost)) }),
  z.object({ act: z.enum(["resume", "leave"]) }),
]);

/** Taking a number at the door. */
export const doorTicketForm = z.object({ service: z.uuid(), code: z.string().max(40).transform(plainText) });
