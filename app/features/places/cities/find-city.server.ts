import type { Db } from "#db/db.ts";
import type { CivilTime } from "#app/time/civil.ts";
import type { Zone } from "#app/time/zone.ts";
import { bankAt, type Bank } from "#app/features/places/map/banks.ts";
import { banksOf, landmarksOf, listCities, peaksOf, searchPlaces } from "./cities.store.server.ts";
import type { Place } from "#app/features/places/map/place.ts";
import type { City, Landmark, PlaceFound } from "./city.ts";

export async function findCities(db: Db): Promise<City[]> {
  return listCities(db);
}

/** The bank of its city's rivers that a place lies on. */
export async function findBank(db: Db, cityId: string, place: Place): Promise<Bank | undefined> {
  const banks = await banksOf(db, cityId);
  const id = bankAt(place, banks);
  return banks.find((bank) => bank.id === id);
}

export async function findBanks(db: Db, cityId: string): Promise<Bank[]> {
  return banksOf(db, cityId);
}

export async function findLandmarks(db: Db, cityId: string): Promise<Landmark[]> {
  return landmarksOf(db, cityId);
}

/** Landmarks and points of a city by name, district or address. */
export async function findPlaces(db: Db, cityId: string, text: string): Promise<PlaceFound[]> {
  return searchPlaces(db, cityId, text, 8);
}

/** Busy civil times of a rider kind in a city. */
export async function findPeaks(
  db: Db,
  cityId: string,
  riderKind: string,
): Promise<{ from: CivilTime; to: CivilTime }[]> {
  return (await peaksOf(db, cityId, riderKind)) as { from: CivilTime; to: CivilTime }[];
}

/** The zones that points of this store keep. */
export async function zonesOf(db: Db): Promise<Zone[]> {
  return [...new Set((await listCities(db)).map((city) => city.zone))];
}
