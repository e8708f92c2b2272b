import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { insertRows, marks, rows } from "#db/rows.server.ts";
import type { BookingsTable } from "#db/tables/visiting/bookings.ts";
import type { Proof, RiderKind } from "#app/features/people/riders/rider.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import { ACTIVE, type Booking, type BookingStatus } from "./booking.ts";

const toBooking = (row: Selectable<BookingsTable>): Booking => ({
  id: row.id,
  pointId: row.point_id,
  serviceId: row.service_id,
  slotId: row.slot_id,
  deviceId: row.device_id,
  code: row.code,
  status: row.status,
  riderKind: row.rider_kind as RiderKind,
  topicId: row.topic_id,
  date: row.date as CivilDate,
  start: row.starts_at as Instant,
  end: row.ends_at as Instant,
  sequence: row.sequence,
  hasPhone: row.phone_sealed !== null,
  proof: row.proof as Proof | null,
  madeBy: row.made_by,
  checkedInAt: row.checked_in_at as Instant | null,
  servedAt: row.served_at as Instant | null,
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
});

/** What a rider may add to a booking, already sealed. */
export interface SealedWords {
  name: string | null;
  phone: string | null;
  phoneIndex: string | null;
  phoneTail: string | null;
  note: string | null;
  eraseAt: Instant | null;
  consentVersion: string | null;
}

export async function insertBooking(trx: Db, booking: Booking, words: SealedWords): Promise<void> {
  await insertRows(trx, "bookings", [
    {
      point_id: booking.pointId,
      id: booking.id,
      service_id: booking.serviceId,
      slot_id: booking.slotId,
      device_id: booking.deviceId,
      code: booking.code,
      status: booking.status,
      rider_kind: booking.riderKind,
      topic_id: booking.topicId,
      name_sealed: words.name,
      phone_sealed: words.phone,
      phone_index: words.phoneIndex,
      phone_tail: words.phoneTail,
      proof: null,
      made_by: booking.madeBy,
      checked_in_at: null,
      served_at: null,
      note_sealed: words.note,
      note_erase_at: words.eraseAt,
      consent_version: words.consentVersion,
      date: booking.date,
      starts_at: booking.start,
      ends_at: booking.end,
      created_at: booking.createdAt,
      updated_at: booking.updatedAt,
    },
  ]);
}

/** One booking of its rider; another's is as if it were not there. */
export async function bookingOf(db: Db, deviceId: string, id: string): Promise<Booking | undefined> {
  const row = await db
    .selectFrom("bookings")
    .selectAll()
    .where("id", "=", id)
    .where("device_id", "=", deviceId)
    .executeTakeFirst();
  return row && toBooking(row);
}

/** One booking for the system's own work, whoever's it is: never the answer to a request. */
export async function bookingForSystem(db: Db, id: string): Promise<Booking | undefined> {
  const [row] = await rows<Selectable<BookingsTable>>(db, "select * from bookings where id = ?", [id]);
  return row && toBooking(row);
}

/** A rider's bookings, latest visit first. */
export async function bookingsOf(db: Db, deviceId: string, limit: number): Promise<Booking[]> {
  const found = await db
    .selectFrom("bookings")
    .selectAll()
    .where("device_id", "=", deviceId)
    .orderBy("starts_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return found.map(toBooking);
}

/** A rider's booking that keeps a place of a service on a date, or at a time, over or not; `except` left out. */
export async function activeBookingBeside(
  db: Db,
  deviceId: string,
  place: { serviceId: string; date: CivilDate; start: Instant; end: Instant },
  except: string,
): Promise<Booking | undefined> {
  const [row] = await rows<Selectable<BookingsTable>>(
    db,
    `select * from bookings where device_id = ? and status in (${marks(ACTIVE)}) and id <> ? and ((service_id = ? and date = ?) or (starts_at < ? and ends_at > ?)) order by starts_at limit 1`,
    [deviceId, ...ACTIVE, except, place.serviceId, place.date, place.end, place.start],
  );
  return row && toBooking(row);
}

/** Changes the status if it is still `from`; false when somebody was quicker. */
export async function setStatus(
  trx: Db,
  booking: Booking,
  to: BookingStatus,
  now: Instant,
  more: { proof?: Proof; checkedInAt?: Instant; servedAt?: Instant } = {},
): Promise<boolean> {
  const row = await trx
    .updateTable("bookings")
    .set((eb) => ({
      status: to,
      updated_at: now,
      sequence: eb("sequence", "+", 1),
      ...(more.proof && { proof: more.proof }),
      ...(more.checkedInAt && { checked_in_at: more.checkedInAt }),
      ...(more.servedAt && { served_at: more.servedAt }),
    }))
    .where("point_id", "=", booking.pointId)
    .where("id", "=", booking.id)
    .where("status", "=", booking.status)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts a booking on another slot if it is still on `booking.slotId` and booked. */
export async function setSlot(trx: Db, booking: Booking, slot: Slot, eraseAt: Instant, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("bookings")
    .set((eb) => ({
      slot_id: slot.id,
      date: slot.date,
      starts_at: slot.start,
      ends_at: slot.end,
      updated_at: now,
      sequence: eb("sequence", "+", 1),
      note_erase_at: eb.case().when("note_erase_at", "is", null).then(null).else(eraseAt).end(),
    }))
    .where("point_id", "=", booking.pointId)
    .where("id", "=", booking.id)
    .where("slot_id", "=", booking.slotId)
    .where("status", "=", "booked")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The sealed phone of a booking, and who of the staff made that booking. */
export async function sealedPhoneOf(
  db: Db,
  id: string,
): Promise<{ sealed: string; madeBy: string | null } | undefined> {
  const row = await db
    .selectFrom("bookings")
    .select(["phone_sealed", "made_by"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.phone_sealed ? { sealed: row.phone_sealed, madeBy: row.made_by } : undefined;
}

const ERASED = {
  name_sealed: null,
  phone_sealed: null,
  phone_index: null,
  phone_tail: null,
  note_sealed: null,
  note_erase_at: null,
  topic_id: null,
};

/** Erases name, phone, note and topic of every booking of a device. */
export async function eraseWordsOf(trx: Db, deviceId: string): Promise<void> {
  await trx.updateTable("bookings").set(ERASED).where("device_id", "=", deviceId).execute();
}

/** Erases name, phone, note and topic wherever their time has come; answers how many bookings that were. */
export async function eraseWordsDue(trx: Db, now: Instant, limit: number): Promise<number> {
  const erased = await trx
    .updateTable("bookings")
    .set(ERASED)
    .where("id", "in", (eb) => eb.selectFrom("bookings").select("id").where("note_erase_at", "<=", now).limit(limit))
    .returning("id")
    .execute();
  return erased.length;
}
