import type { Db } from "#db/db.ts";
import type { RiderKind, Proof } from "#app/features/people/riders/rider.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";

/** A booking as the desk's lists need it; what its rider wrote is still sealed. */
export interface DeskRow extends Omit<Booking, "pointId" | "date" | "sequence" | "madeBy" | "updatedAt"> {
  nameSealed: string | null;
  noteSealed: string | null;
  /** The rider's own key, sealed by the store key. */
  keySealed: string;
}

function query(db: Db, pointId: string) {
  return db
    .selectFrom("bookings")
    .innerJoin("devices", "devices.id", "bookings.device_id")
    .select([
      "bookings.id",
      "service_id",
      "slot_id",
      "bookings.device_id",
      "code",
      "status",
      "bookings.rider_kind",
      "topic_id",
      "starts_at",
      "ends_at",
      "bookings.created_at",
      "proof",
      "checked_in_at",
      "served_at",
      "name_sealed",
      "note_sealed",
      "bookings.phone_index",
      "key_sealed",
    ])
    .where("bookings.point_id", "=", pointId);
}

type Row = Awaited<ReturnType<ReturnType<typeof query>["executeTakeFirstOrThrow"]>>;

const toDesk = (row: Row): DeskRow => ({
  id: row.id,
  serviceId: row.service_id,
  slotId: row.slot_id,
  deviceId: row.device_id,
  code: row.code,
  status: row.status,
  riderKind: row.rider_kind as RiderKind,
  topicId: row.topic_id,
  start: row.starts_at as Instant,
  end: row.ends_at as Instant,
  createdAt: row.created_at as Instant,
  proof: row.proof as Proof | null,
  checkedInAt: row.checked_in_at as Instant | null,
  servedAt: row.served_at as Instant | null,
  nameSealed: row.name_sealed,
  noteSealed: row.note_sealed,
  hasPhone: row.phone_index !== null,
  keySealed: row.key_sealed,
});

/** Bookings of a point's date, or of one of its services, by time; cancelled ones left out. */
export async function bookingsOnDay(db: Db, pointId: string, date: CivilDate, serviceId?: string): Promise<DeskRow[]> {
  let found = query(db, pointId).where("date", "=", date).where("status", "<>", "cancelled");
  if (serviceId) found = found.where("service_id", "=", serviceId);
  return (await found.orderBy("starts_at").orderBy("bookings.id").limit(1000).execute()).map(toDesk);
}

export async function deskBookingById(db: Db, pointId: string, id: string): Promise<DeskRow | undefined> {
  const row = await query(db, pointId).where("bookings.id", "=", id).executeTakeFirst();
  return row && toDesk(row);
}

/** Where a code stands: codes are one a point. */
export async function bookingIdByCode(
  db: Db,
  pointIds: string[],
  code: string,
): Promise<{ id: string; pointId: string } | undefined> {
  if (pointIds.length === 0) return undefined;
  const row = await db
    .selectFrom("bookings")
    .select(["id", "point_id"])
    .where("point_id", "in", pointIds)
    .where("code", "=", code)
    .executeTakeFirst();
  return row && { id: row.id, pointId: row.point_id };
}

/** Bookings of a point's date whose phone ends so. */
export async function bookingsByTail(db: Db, pointId: string, date: CivilDate, tailIndex: string): Promise<DeskRow[]> {
  return (
    await query(db, pointId)
      .where("date", "=", date)
      .where("phone_tail", "=", tailIndex)
      .where("status", "<>", "cancelled")
      .orderBy("starts_at")
      .limit(10)
      .execute()
  ).map(toDesk);
}

/** Bookings of a point that nobody claimed and whose slot began before `now`, with the grace of their service. */
export async function unclaimedBookings(
  db: Db,
  now: Instant,
  since: Instant,
  limit: number,
): Promise<{ id: string; start: Instant; createdAt: Instant; graceMinutes: number }[]> {
  const rows = await db
    .selectFrom("bookings")
    .innerJoin("services", (join) =>
      join.onRef("services.point_id", "=", "bookings.point_id").onRef("services.id", "=", "bookings.service_id"),
    )
    .select(["bookings.id", "starts_at", "bookings.created_at", "grace_minutes"])
    .where("status", "=", "booked")
    .where("starts_at", "<=", now)
    .where("starts_at", ">", since)
    .orderBy("starts_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    start: row.starts_at as Instant,
    createdAt: row.created_at as Instant,
    graceMinutes: row.grace_minutes,
  }));
}

/** Riders with a booking to come at any of these points on these dates. */
export async function ridersBookedAt(db: Db, pointIds: string[], from: CivilDate, to: CivilDate): Promise<string[]> {
  if (pointIds.length === 0) return [];
  const rows = await db
    .selectFrom("bookings")
    .select("device_id")
    .distinct()
    .where("point_id", "in", pointIds)
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where("status", "in", ["booked", "checked-in"])
    .execute();
  return rows.map((row) => row.device_id);
}
