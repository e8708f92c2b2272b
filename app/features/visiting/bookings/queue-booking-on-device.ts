import { RIDER, unsent } from "#app/features/ground/outbox/outbox.ts";
import { putUnsent } from "#app/features/ground/outbox/outbox-on-device.ts";
import { isRiderKind } from "#app/features/people/riders/rider.ts";
import { deviceNow, onDeviceClock } from "#app/device/server-clock.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";

/** The times of a service as its page shows them. */
export interface ShownTimes {
  serviceId: string;
  what: string;
  place: string;
  zone: Zone;
  language: Language;
  /** When each slot that is shown begins, by its id. */
  starts: Record<string, Instant>;
}

/**
 * Puts a booking that could not be sent into the outbox. Name, phone, note and topic stay out: they are nobody's but the rider's, and
 * a phone is lost. What differs from what may have been sent already goes under a key of its own. A wait for a full slot needs the network.
 */
export async function queueBooking(
  fields: Record<string, string>,
  shown: ShownTimes,
): Promise<"queued" | "needs-slot" | "needs-kind" | "needs-network" | "not-kept"> {
  if (fields.wait) return "needs-network";
  const { slot_id: slotId = "", rider_kind: riderKind = "", key = "" } = fields;
  const start = shown.starts[slotId];
  if (!start) return "needs-slot";
  if (!isRiderKind(riderKind)) return "needs-kind";
  const whole = !fields.name && !fields.phone && !fields.note && !fields.topic_id;
  const { serviceId, what, place, zone, language } = shown;
  const kept = await putUnsent(
    unsent(
      {
        id: whole && key ? key : crypto.randomUUID(),
        kind: "booking",
        owner: RIDER,
        path: "/api/v1/bookings",
        body: { slot_id: slotId, rider_kind: riderKind },
        language,
        about: { what, place, start, zone, serviceId },
      },
      deviceNow(),
      await onDeviceClock(start),
    ),
  );
  return kept ? "queued" : "not-kept";
}
