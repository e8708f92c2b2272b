import { z } from "zod";
import { canEncryptFor } from "#app/platform/push.server.ts";

const key = (bytes: number) =>
  z
    .string()
    .regex(/^[\w-]+=*$/, "not-base64url")
    .refine((text) => Buffer.from(text, "base64url").length === bytes, "wrong-length");

/** A browser's subscription, as `PushSubscription.toJSON()` gives it. */
export const pushSubscriptionBody = z
  .object({
    endpoint: z.url().max(1000),
    expirationTime: z.number().nullable().optional(),
    keys: z.object({ p256dh: key(65), auth: key(16) }).refine(canEncryptFor, "not-a-key"),
  })
  .meta({ id: "PushSubscription" });
