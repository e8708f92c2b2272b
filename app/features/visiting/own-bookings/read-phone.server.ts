import { blindIndex } from "#app/platform/sealing.server.ts";
import { isNumberOf } from "#app/features/people/riders/verified-phone.server.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";
import { sealedPhoneOf } from "#app/features/visiting/bookings/bookings.store.server.ts";

/** A phone that was left with a booking. `vouched` when its holder showed that it is theirs, or staff wrote it down; else anybody may have named it. */
export interface LeftPhone {
  phone: string;
  index: string;
  vouched: boolean;
}

/** The phone that was left with a booking, for the message that goes to it; undefined once erased. */
export async function readPhone(app: App, booking: Pick<Booking, "id" | "deviceId">): Promise<LeftPhone | undefined> {
  const found = await sealedPhoneOf(app.db, booking.id);
  const seal = found && (await sealOf(app, app.db, booking.deviceId));
  if (!found || !seal) return undefined;
  const phone = seal.unseal(found.sealed, `${booking.id}:phone`);
  const index = blindIndex(phone, app.keys.index);
  return { phone, index, vouched: found.madeBy !== null || (await isNumberOf(app.db, booking.deviceId, index)) };
}
