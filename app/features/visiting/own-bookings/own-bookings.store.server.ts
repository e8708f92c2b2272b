import type { Db } from "#db/db.ts";

/** Every booking of a device, with the names of what it was for; words as they are sealed. */
export async function bookingsWithWords(db: Db, deviceId: string) {
  return db
    .selectFrom("bookings")
    .innerJoin("points", "points.id", "bookings.point_id")
    .innerJoin("services", (join) =>
      join.onRef("services.point_id", "=", "bookings.point_id").onRef("services.id", "=", "bookings.service_id"),
    )
    .select([
      "bookings.id",
      "points.name as point",
      "services.name as service",
      "bookings.topic_id",
      "bookings.status",
      "bookings.code",
      "bookings.rider_kind",
      "bookings.starts_at",
      "bookings.ends_at",
      "bookings.proof",
      "bookings.consent_version",
      "bookings.created_at",
      "bookings.updated_at",
      "bookings.checked_in_at",
      "bookings.served_at",
      "bookings.name_sealed",
      "bookings.phone_sealed",
      "bookings.note_sealed",
    ])
    .where("bookings.device_id", "=", deviceId)
    .orderBy("bookings.starts_at")
    .execute();
}

/** Every place in a line of a device. */
export async function linesOf(db: Db, deviceId: string) {
  return db
    .selectFrom("waitlist")
    .select([
      "id",
      "service_id",
      "status",
      "rider_kind",
      "topic_id",
      "starts_at",
      "offered_at",
      "offer_until",
      "created_at",
      "updated_at",
    ])
    .where("device_id", "=", deviceId)
    .orderBy("created_at")
    .execute();
}
