import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { unseal } from "#app/platform/sealing.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { tailIndexOf } from "#app/features/visiting/bookings/book-slot.server.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";
import {
  bookingsByTail,
  bookingsOnDay,
  deskBookingById,
  ridersBookedAt,
  type DeskRow,
} from "./desk-bookings.store.server.ts";

/** A booking as the desk shows it; `note` only to the professional who receives its rider. */
export interface DeskBooking extends Pick<
  Booking,
  "id" | "serviceId" | "slotId" | "code" | "status" | "riderKind" | "topicId" | "start" | "end" | "proof" | "hasPhone"
> {
  name: string | null;
  note: string | null;
  hasNote: boolean;
  checkedInAt: Instant | null;
  servedAt: Instant | null;
}

/** Bookings of a point's date by time, with names. */
export async function listDeskBookings(
  app: Pick<App, "db" | "keys">,
  pointId: string,
  date: CivilDate,
  options: { serviceId?: string } = {},
): Promise<DeskBooking[]> {
  return (await bookingsOnDay(app.db, pointId, date, options.serviceId)).map((row) => open(app, row, false));
}

/** One booking of a point. `withNote` opens what its rider wrote: for professionals only. */
export async function findDeskBooking(
  app: Pick<App, "db" | "keys">,
  pointId: string,
  id: string,
  withNote: boolean,
): Promise<DeskBooking | undefined> {
  const row = await deskBookingById(app.db, pointId, id);
  return row && open(app, row, withNote);
}

/** The device of a booking's rider, for a follow-up that its staff make. */
export async function riderOfBooking(db: Db, pointId: string, id: string): Promise<string | undefined> {
  return (await deskBookingById(db, pointId, id))?.deviceId;
}

/** Bookings of a point's date whose phone ends in four digits. */
export async function findByPhoneTail(
  app: Pick<App, "db" | "keys">,
  pointId: string,
  date: CivilDate,
  tail: string,
): Promise<DeskBooking[]> {
  return (await bookingsByTail(app.db, pointId, date, tailIndexOf(app, pointId, tail))).map((row) =>
    open(app, row, false),
  );
}

/** Devices with a booking to come at any of these points. */
export async function findRidersBooked(db: Db, pointIds: string[], from: CivilDate, to: CivilDate): Promise<string[]> {
  return ridersBookedAt(db, pointIds, from, to);
}

function open(app: Pick<App, "keys">, row: DeskRow, withNote: boolean): DeskBooking {
  const { nameSealed, noteSealed, keySealed, deviceId, createdAt: _, ...rest } = row;
  const key =
    (nameSealed || (withNote && noteSealed)) && keySealed
      ? unseal(keySealed, app.keys.store, `device:${deviceId}`)
      : undefined;
  return {
    ...rest,
    hasNote: noteSealed !== null,
    name: key && nameSealed ? unseal(nameSealed, key, `${row.id}:name`) : null,
    note: key && withNote && noteSealed ? unseal(noteSealed, key, `${row.id}:note`) : null,
  };
}
