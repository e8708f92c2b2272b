import { z } from "zod";
import { RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import { lineOf, maybe, maybeField, mobileField, mobileOrNothing } from "#app/platform/typed/fields-form.ts";
import { LENGTHS } from "./booking.ts";

// Emoji are welcome; what is not seen is not kept, and nothing that is seen is nothing.
const words = (most: number) => lineOf(most).transform((text) => (text === "" ? undefined : text));

/** A UUID, as it is or as a quoted string of RFC 8941 (draft-ietf-httpapi-idempotency-key-header wants the quotes). */
export const idempotencyKey = z
  .string()
  .transform((text) => text.trim().replace(/^"(.*)"$/, "$1"))
  .pipe(z.uuid());

/** The body of `POST /api/v1/bookings`. */
export const bookingBody = z
  .object({
    slot_id: z.uuid(),
    rider_kind: z.enum(RIDER_KINDS),
    topic_id: maybe(z.uuid()),
    name: maybe(words(LENGTHS.name)),
    phone: maybe(mobileOrNothing),
    note: maybe(words(LENGTHS.note)),
  })
  .meta({ id: "BookingRequest" });

export const moveBody = z.object({ slot_id: z.uuid() }).meta({ id: "MoveRequest" });

export const waitlistBody = z
  .object({ slot_id: z.uuid(), rider_kind: maybe(z.enum(RIDER_KINDS)), topic_id: maybe(z.uuid()) })
  .meta({ id: "WaitlistRequest" });

/** The booking page's form: the same fields, with the key that makes a second press harmless. */
export const bookingForm = z.object({
  key: idempotencyKey,
  slot_id: z.uuid(),
  rider_kind: z.enum(RIDER_KINDS),
  topic_id: maybeField(z.uuid()),
  name: maybeField(words(LENGTHS.name)),
  phone: maybeField(mobileField),
  note: maybeField(words(LENGTHS.note)),
});

/** Staff book for whoever stands there or phones; `of` is the booking that this one follows up. */
export const deskBookingForm = z.object({
  key: idempotencyKey,
  of: maybeField(z.uuid()),
  slot_id: z.uuid(),
  rider_kind: z.enum(RIDER_KINDS),
  topic_id: maybeField(z.uuid()),
  name: maybeField(words(LENGTHS.name)),
  phone: maybeField(mobileField),
});
