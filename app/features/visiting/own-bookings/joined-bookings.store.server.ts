import type { Db } from "#db/db.ts";

export interface SealedBooking {
  id: string;
  name: string | null;
  phone: string | null;
  note: string | null;
}

/** Every booking of a device with its sealed words. */
export async function sealedBookingsOf(trx: Db, deviceId: string): Promise<SealedBooking[]> {
  const rows = await trx
    .selectFrom("bookings")
    .select(["id", "name_sealed", "phone_sealed", "note_sealed"])
    .where("device_id", "=", deviceId)
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name_sealed, phone: row.phone_sealed, note: row.note_sealed }));
}

/** Gives a booking to another device, its words sealed under that one's key. */
export async function giveBooking(
  trx: Db,
  id: string,
  deviceId: string,
  words: Omit<SealedBooking, "id">,
): Promise<void> {
  await trx
    .updateTable("bookings")
    .set({ device_id: deviceId, name_sealed: words.name, phone_sealed: words.phone, note_sealed: words.note })
    .where("id", "=", id)
    .execute();
}
