import { z } from "zod";
import { RIDER_KINDS } from "#app/features/people/rider.ts";
import { LENGTHS } from "./booking.ts";

// Control characters (NUL too) are refused; marks that turn the direction of text are dropped, so that nobody's
// name rearranges a list. Emoji are welcome.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/g;

const words = (most: number) =>
  z.string().max(most * 4, "too-long")
    .refine((text) => !CONTROL.test(text), "control-characters")
    .refine((text) => text.isWellFormed(), "control-characters")
    .transform((text) => text.replace(TURNING, "").trim())
    .refine((text) => [...text].length <= most, "too-long")
    .transform((text) => (text === "" ? undefined : text));

const phone = z.string().max(LENGTHS.phone * 2, "too-long")
  .transform((text) => text.replace(/[\s-]/g, ""))
  .refine((text) => text === "" || /^(\+?86)?1[3-9]\d{9}$/.test(text), "not-a-phone")
  .transform((text) => (text === "" ? undefined : text.replace(/^\+?86(?=1)/, "")));

export const idempotencyKey = z.uuid();

/** The body of `POST /api/v1/bookings`. */
export const bookingBody = z.object({
  slot_id: z.uuid(),
  rider_kind: z.enum(RIDER_KINDS),
  topic_id: z.uuid().optional(),
  name: words(LENGTHS.name).optional(),
  phone: phone.optional(),
  note: words(LENGTHS.note).optional(),
}).meta({ id: "BookingRequest" });

export const moveBody = z.object({ slot_id: z.uuid() }).meta({ id: "MoveRequest" });

export const waitlistBody = z.object({
  slot_id: z.uuid(),
  rider_kind: z.enum(RIDER_KINDS).optional(),
  topic_id: z.uuid().optional(),
}).meta({ id: "WaitlistRequest" });

const empty = (value: unknown) => (value === "" || value === null ? undefined : value);

/** The booking page's form: the same fields, with the key that makes a second press harmless. */
export const bookingForm = z.object({
  key: idempotencyKey,
  slot_id: z.uuid(),
  rider_kind: z.enum(RIDER_KINDS),
  topic_id: z.preprocess(empty, z.uuid().optional()),
  name: z.preprocess(empty, words(LENGTHS.name).optional()),
  phone: z.preprocess(empty, phone.optional()),
  note: z.preprocess(empty, words(LENGTHS.note).optional()),
});

/** Staff book for whoever stands there or phones; `of` is the booking that this one follows up. */
export const deskBookingForm = z.object({
  key: idempotencyKey,
  of: z.preprocess(empty, z.uuid().optional()),
  slot_id: z.uuid(),
  rider_kind: z.enum(RIDER_KINDS),
  topic_id: z.preprocess(empty, z.uuid().optional()),
  name: z.preprocess(empty, words(LENGTHS.name).optional()),
  phone: z.preprocess(empty, phone.optional()),
});
