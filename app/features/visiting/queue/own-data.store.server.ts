import type { Db } from "#db/db.ts";

/** Every number that a device took. */
export async function ticketsOf(db: Db, deviceId: string) {
  return db
    .selectFrom("tickets")
    .select([
      "id",
      "point_id",
      "service_id",
      "date",
      "number",
      "state",
      "station",
      "created_at",
      "updated_at",
      "called_at",
      "away_minutes",
    ])
    .where("device_id", "=", deviceId)
    .orderBy("created_at")
    .execute();
}

/** From now on a device's numbers are nobody's. */
export async function detachTickets(trx: Db, deviceId: string): Promise<void> {
  await trx
    .updateTable("tickets")
    .set({ device_id: null, away_minutes: null })
    .where("device_id", "=", deviceId)
    .execute();
}
