import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import { bankAt, type Bank } from "./banks.ts";
import { insertBank, insertCity, insertLandmark, insertPeak } from "./cities.store.server.ts";
import { keepHours } from "./hours.store.server.ts";
import { insertConvenience, insertNotice } from "./notices.store.server.ts";
import type { Convenience, Notice } from "./notice.ts";
import type { Hours } from "./opening.ts";
import type { City, Landmark } from "./point.ts";
import { insertPoints, upsertOperator, type PointDraft } from "./points.store.server.ts";

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

/** A point as it is handed in, before its hours and operator have rows. */
export type NewPoint = Omit<PointDraft, "hoursId" | "operatorId" | "bank"> & {
  hours: Hours | null;
  operator: { id: string; name: string; name_en: string; enforces: boolean } | null;
};

/** What a new point becomes in the store: hours kept once, its operator known, its bank found. */
export async function draftOf(trx: Db, point: NewPoint, banks: Bank[]): Promise<PointDraft> {
  const { hours, operator, ...rest } = point;
  return {
    ...rest,
    hoursId: hours && (await keepHours(trx, hours)),
    operatorId: operator && (await upsertOperator(trx, operator.id, operator)),
    bank: rest.place ? (bankAt(rest.place, banks) ?? null) : null,
  };
}

/** Adds points inside the caller's transaction. */
export async function addPoints(trx: Db, points: { id: string; point: NewPoint }[], banks: Bank[], now: Instant): Promise<void> {
  const drafts: { id: string; draft: PointDraft }[] = [];
  for (const { id, point } of points) drafts.push({ id, draft: await draftOf(trx, point, banks) });
  await insertPoints(trx, drafts, now);
}

export async function addNotice(trx: Db, notice: Notice, where: { cityId: string; district?: string; pointId?: string }): Promise<void> {
  await insertNotice(trx, notice, where);
}

export async function addConvenience(trx: Db, cityId: string, item: Convenience): Promise<void> {
  await insertConvenience(trx, cityId, item);
}
