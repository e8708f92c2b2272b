import type { Db } from "#db/db.ts";
import type { Place } from "#app/features/places/map/place.ts";
import type { Convenience } from "./convenience.ts";

/** Toilets and food within about a kilometre of a place. */
export async function conveniencesNear(db: Db, cityId: string, place: Place): Promise<Convenience[]> {
  const found = await db
    .selectFrom("conveniences")
    .selectAll()
    .where("city_id", "=", cityId)
    .where("lat", ">", place.lat - 0.01)
    .where("lat", "<", place.lat + 0.01)
    .where("lng", ">", place.lng - 0.012)
    .where("lng", "<", place.lng + 0.012)
    .limit(30)
    .execute();
  return found.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    name_en: row.name_en || row.name,
    place: { lat: row.lat, lng: row.lng },
    parking: row.parking,
    parking_en: row.parking_en || row.parking,
    example: row.example === 1,
  }));
}

export async function insertConvenience(trx: Db, cityId: string, item: Convenience): Promise<void> {
  await trx
    .insertInto("conveniences")
    .values({
      id: item.id,
      city_id: cityId,
      kind: item.kind,
      name: item.name,
      name_en: item.name_en,
      lat: item.place.lat,
      lng: item.place.lng,
      parking: item.parking,
      parking_en: item.parking_en,
      example: item.example ? 1 : 0,
    })
    .execute();
}
