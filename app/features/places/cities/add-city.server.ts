import type { Db } from "#db/db.ts";
import type { Bank } from "#app/features/places/map/banks.ts";
import { insertBank, insertCity, insertLandmark, insertPeak } from "./cities.store.server.ts";
import type { City, Landmark } from "./city.ts";

/** A city with what makes it readable: its banks, landmarks and the busy times of its rider kinds. */
export interface CityPlan {
  city: City;
  banks: Bank[];
  landmarks: Landmark[];
  peaks: { riderKind: string; from: string; to: string }[];
}

/** Adds a city inside the caller's transaction. */
export async function addCity(trx: Db, plan: CityPlan, position: number): Promise<void> {
  await insertCity(trx, plan.city, position);
  for (const bank of plan.banks) await insertBank(trx, plan.city.id, bank);
  for (const landmark of plan.landmarks) await insertLandmark(trx, plan.city.id, landmark);
  for (const peak of plan.peaks) await insertPeak(trx, plan.city.id, peak);
}
