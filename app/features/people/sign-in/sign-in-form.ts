import { z } from "zod";
import { personName } from "#app/features/people/staff/person-fields-form.ts";
import { codeField, mobileField } from "#app/platform/typed/fields-form.ts";

/** The sign-in page of those who serve. */
export const signInForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("example"), staff: z.uuid() }),
  z.object({ act: z.literal("ask"), phone: mobileField }),
  z.object({ act: z.literal("enter"), request: z.uuid(), code: codeField, totp: codeField }),
]);

/** Coming in by an invitation. */
export const joinForm = z.object({ name: personName });

/** Setting up one's own ways in. */
export const ownWaysForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("ask"), phone: mobileField }),
  z.object({
    act: z.literal("codes"),
    request: z.uuid(),
    code: codeField,
    totp: codeField,
    secret: z.string().max(64),
  }),
  z.object({ act: z.literal("pin"), point: z.uuid() }),
  z.object({ act: z.literal("feed") }),
  z.object({ act: z.literal("end-session"), session: z.string().max(40) }),
  z.object({ act: z.literal("end-others") }),
  z.object({ act: z.literal("remove-passkey"), passkey: z.string().max(1000) }),
]);

/** A rider verifies a phone. */
export const verifyForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("ask"), phone: mobileField }),
  z.object({ act: z.literal("enter"), request: z.uuid(), code: codeField }),
]);
