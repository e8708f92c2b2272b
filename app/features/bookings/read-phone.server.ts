import { sealOf } from "#app/features/people/device-key.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Booking } from "./booking.ts";
import { sealedPhoneOf } from "./bookings.store.server.ts";

/** The phone that a rider left with a booking, for the message that goes to it; undefined once erased. */
export async function readPhone(app: App, booking: Pick<Booking, "id" | "deviceId">): Promise<string | undefined> {
  const sealed = await sealedPhoneOf(app.db, booking.id);
  const seal = sealed && (await sealOf(app, app.db, booking.deviceId));
  return sealed && seal ? seal.unseal(sealed, `${booking.id}:phone`) : undefined;
}
