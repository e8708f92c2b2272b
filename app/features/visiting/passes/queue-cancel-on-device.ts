import { RIDER, unsent } from "#app/features/ground/outbox/outbox.ts";
import { putUnsent } from "#app/features/ground/outbox/outbox-on-device.ts";
import { deviceNow, onDeviceClock } from "#app/device/server-clock.ts";
import { passesOnDevice } from "./passes-on-device.ts";

/** Puts giving back a place into the outbox, until the visit begins; undefined for a booking that this phone keeps no pass of. */
export async function queueCancel(bookingId: string): Promise<"queued" | "not-kept" | undefined> {
  const pass = (await passesOnDevice())?.passes.find(({ booking }) => booking.id === bookingId);
  if (!pass) return undefined;
  const { booking, service, point } = pass;
  const english = document.documentElement.lang.startsWith("en");
  const kept = await putUnsent(
    unsent(
      {
        id: crypto.randomUUID(),
        kind: "cancel",
        owner: RIDER,
        path: `/api/v1/bookings/${booking.id}/cancel`,
        body: {},
        language: english ? "en" : "zh",
        about: {
          what: english ? service.name_en : service.name,
          start: booking.start,
          zone: point.zone,
          bookingId: booking.id,
        },
      },
      deviceNow(),
      await onDeviceClock(booking.start),
    ),
  );
  return kept ? "queued" : "not-kept";
}
