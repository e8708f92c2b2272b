import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import { bankAt, type Bank } from "#app/features/places/map/banks.ts";
import { keepHours } from "#app/features/places/hours/hours.store.server.ts";
import type { Hours } from "#app/features/places/hours/opening.ts";
import { insertPoints, upsertOperator, type PointDraft } from "./point-drafts.store.server.ts";

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
export async function addPoints(
  trx: Db,
  points: { id: string; point: NewPoint }[],
  banks: Bank[],
  now: Instant,
): Promise<void> {
  const drafts: { id: string; draft: PointDraft }[] = [];
  for (const { id, point } of points) drafts.push({ id, draft: await draftOf(trx, point, banks) });
  await insertPoints(trx, drafts, now);
}
