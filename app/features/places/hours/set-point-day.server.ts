import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { deletePointDaysOfAct, putPointDay } from "./hours.store.server.ts";
import type { DaySpan } from "./opening.ts";

/** What a point keeps on one date in the place of its week; null gives the date back to the week. */
export type PointDay = { spans: DaySpan[]; reason: string; reason_en: string } | null;

/** Sets the hours of one date of a point inside the caller's transaction; no spans: closed. `actId` names the act over many points that it belongs to. */
export async function writePointDay(
  trx: Db,
  pointId: string,
  date: CivilDate,
  day: PointDay,
  actId: string | null,
): Promise<void> {
  await putPointDay(trx, pointId, date, day && { ...day, actId });
}

/** Takes back every date that an act set. */
export async function takeBackPointDays(trx: Db, actId: string): Promise<void> {
  await deletePointDaysOfAct(trx, actId);
}
