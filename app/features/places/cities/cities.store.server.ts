import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { holding, rows } from "#db/rows.server.ts";
import type { BanksTable } from "#db/tables/places/banks.ts";
import type { CitiesTable } from "#db/tables/places/cities.ts";
import type { LandmarksTable } from "#db/tables/places/landmarks.ts";
import { parsedOnce } from "#app/platform/parsed.ts";
import type { Zone } from "#app/time/zone.ts";
import type { Bank } from "#app/features/places/map/banks.ts";
import type { Place } from "#app/features/places/map/place.ts";
import { searchForm, type City, type Landmark, type PlaceFound } from "./city.ts";

export async function listCities(db: Db): Promise<City[]> {
  const found = await rows<Selectable<CitiesTable>>(db, "select * from cities order by position, id", []);
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    name_en: row.name_en,
    zone: row.zone as Zone,
    centre: { lat: row.lat, lng: row.lng },
    example: row.example === 1,
  }));
}

export async function banksOf(db: Db, cityId: string): Promise<Bank[]> {
  const found = await rows<BanksTable>(db, "select * from banks where city_id = ? order by id", [cityId]);
  return found.map(({ id, name, name_en, outline }) => ({ id, name, name_en, outline: parsedOnce<Place[]>(outline) }));
}

export async function landmarksOf(db: Db, cityId: string): Promise<Landmark[]> {
  const found = await rows<LandmarksTable>(db, "select * from landmarks where city_id = ? order by id limit 60", [
    cityId,
  ]);
  return found.map(({ id, name, name_en, lat, lng }) => ({ id, name, name_en, place: { lat, lng } }));
}

export async function insertCity(trx: Db, city: City, position: number): Promise<void> {
  await trx
    .insertInto("cities")
    .values({
      id: city.id,
      name: city.name,
      name_en: city.name_en,
      zone: city.zone,
      lat: city.centre.lat,
      lng: city.centre.lng,
      position,
      example: city.example ? 1 : 0,
    })
    .execute();
}

export async function insertBank(trx: Db, cityId: string, bank: Bank): Promise<void> {
  await trx
    .insertInto("banks")
    .values({
      id: bank.id,
      city_id: cityId,
      name: bank.name,
      name_en: bank.name_en,
      outline: JSON.stringify(bank.outline.map(({ lat, lng }) => ({ lat, lng }))),
    })
    .execute();
}

export async function insertLandmark(trx: Db, cityId: string, landmark: Landmark): Promise<void> {
  await trx
    .insertInto("landmarks")
    .values({
      id: landmark.id,
      city_id: cityId,
      name: landmark.name,
      name_en: landmark.name_en,
      lat: landmark.place.lat,
      lng: landmark.place.lng,
      search: searchForm(landmark.name + landmark.name_en),
    })
    .execute();
}

/** Landmarks and points of a city whose name, district or address holds the text; at most `limit` of each. */
export async function searchPlaces(db: Db, cityId: string, text: string, limit: number): Promise<PlaceFound[]> {
  const holds = holding("search", searchForm(text));
  const landmarks = await db
    .selectFrom("landmarks")
    .selectAll()
    .where("city_id", "=", cityId)
    .where(holds)
    .orderBy("id")
    .limit(limit)
    .execute();
  const points = await db
    .selectFrom("points")
    .select(["id", "name", "name_en", "district", "address", "address_en", "lat", "lng"])
    .where("city_id", "=", cityId)
    .where("lat", "is not", null)
    .where(holds)
    .limit(limit)
    .execute();
  return [
    ...landmarks.map((l) => ({
      kind: "landmark" as const,
      id: l.id,
      name: l.name,
      name_en: l.name_en,
      detail: "",
      detail_en: "",
      place: { lat: l.lat, lng: l.lng },
    })),
    ...points.map((p) => ({
      kind: "point" as const,
      id: p.id,
      name: p.name,
      name_en: p.name_en,
      detail: `${p.district} ${p.address}`.trim(),
      detail_en: p.address_en,
      place: { lat: p.lat!, lng: p.lng! },
    })),
  ];
}

/** Busy civil times of a rider kind in a city. */
export async function peaksOf(db: Db, cityId: string, riderKind: string): Promise<{ from: string; to: string }[]> {
  const peaks = await db
    .selectFrom("peaks")
    .select(["from_time", "to_time"])
    .where("city_id", "=", cityId)
    .where("rider_kind", "=", riderKind)
    .orderBy("from_time")
    .execute();
  return peaks.map((row) => ({ from: row.from_time, to: row.to_time }));
}

export async function insertPeak(
  trx: Db,
  cityId: string,
  peak: { riderKind: string; from: string; to: string },
): Promise<void> {
  await trx
    .insertInto("peaks")
    .values({
      id: `${cityId}:${peak.riderKind}:${peak.from}`,
      city_id: cityId,
      rider_kind: peak.riderKind,
      from_time: peak.from,
      to_time: peak.to,
    })
    .execute();
}

/** Puts other busy times of a rider kind in the place of those that stand. */
export async function replacePeaks(
  trx: Db,
  cityId: string,
  riderKind: string,
  peaks: { from: string; to: string }[],
): Promise<void> {
  await trx.deleteFrom("peaks").where("city_id", "=", cityId).where("rider_kind", "=", riderKind).execute();
  for (const { from, to } of peaks) await insertPeak(trx, cityId, { riderKind, from, to });
}
