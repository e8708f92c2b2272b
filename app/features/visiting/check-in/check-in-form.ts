import { z } from "zod";
import { PROOFS } from "#app/features/people/riders/rider.ts";
import { instantField, maybe } from "#app/platform/typed/fields-form.ts";
import { readBookingCode } from "#app/platform/typed/typed-code.ts";

const code = z
  .string()
  .max(80)
  .transform(
    (text, context) => readBookingCode(text) ?? (context.addIssue({ code: "custom", message: "not-a-code" }), ""),
  );

/** The body of `POST /check-ins`; `at` is when it happened, where it could not be said at once. */
export const checkInBody = z
  .object({ code, proof: z.enum(PROOFS).nullable().optional(), at: maybe(instantField) })
  .meta({ id: "CheckInRequest" });

/** The body of `PUT /services/{id}/days/{date}`. */
export const dayBody = z
  .object({ quota: z.number().int().min(0).max(100_000).nullable().optional(), closed: z.boolean().optional() })
  .meta({ id: "DayRequest" });
