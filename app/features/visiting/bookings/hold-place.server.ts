import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Booking } from "./booking.ts";
import { activeBookingBeside } from "./bookings.store.server.ts";

/** A place that somebody would hold: a slot, or a booking that would stand again. */
export interface Place {
  serviceId: string;
  date: CivilDate;
  start: Instant;
  end: Instant;
}

/**
 * The one rule of who may hold a place: the booking that stands in the way, of the same service on that date or at the same
 * time, over or not; undefined where none does. Whatever makes a booking stand asks it in its own transaction: booking,
 * moving, accepting, joining a line, a step of the desk, an undo, a follow-up, and two browsers that become one. `except` does not count.
 */
export async function standsInTheWay(
  trx: Db,
  deviceId: string,
  place: Place,
  except?: string,
): Promise<Booking | undefined> {
  return activeBookingBeside(
    trx,
    deviceId,
    { serviceId: place.serviceId, date: place.date, start: place.start, end: place.end },
    except ?? "",
  );
}
