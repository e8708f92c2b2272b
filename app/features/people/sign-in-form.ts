import { z } from "zod";
import { wordsOf } from "#app/platform/fields-form.ts";
import { STAFF_LIMITS } from "./staff.ts";

/** A mainland mobile number as people type it → eleven digits. */
export const phoneField = z.string().max(30).transform((text) => text.replace(/[\s-]/g, "").replace(/^\+?86(?=1)/, "")).refine((text) => /^1[3-9]\d{9}$/.test(text), "not-a-phone");
export const codeField = z.string().trim().regex(/^\d{6}$/, "not-a-code");
export const personName = wordsOf(STAFF_LIMITS.name);

/** The sign-in page of those who serve. */
export const signInForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("example"), staff: z.uuid() }),
  z.object({ act: z.literal("ask"), phone: phoneField }),
  z.object({ act: z.literal("enter"), request: z.uuid(), code: codeField, totp: codeField }),
]);

/** Coming in by an invitation. */
export const joinForm = z.object({ name: personName });

/** Setting up one's own ways in. */
export const ownWaysForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("ask"), phone: phoneField }),
  z.object({ act: z.literal("codes"), request: z.uuid(), code: codeField, totp: codeField, secret: z.string().max(64) }),
  z.object({ act: z.literal("pin"), point: z.uuid() }),
  z.object({ act: z.literal("feed") }),
  z.object({ act: z.literal("end-session"), session: z.string().max(40) }),
  z.object({ act: z.literal("end-others") }),
  z.object({ act: z.literal("remove-passkey"), passkey: z.string().max(1000) }),
]);

/** A rider verifies a phone. */
export const verifyForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("ask"), phone: phoneField }),
  z.object({ act: z.literal("enter"), request: z.uuid(), code: codeField }),
]);
