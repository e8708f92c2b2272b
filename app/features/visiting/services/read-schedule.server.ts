import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { DatedSchedule, Schedule, ScheduleDates } from "./schedule.ts";
import type { Service } from "./service.ts";
import { markCut, servicesToCut } from "./services.store.server.ts";
import { putScheduleDay, replaceSchedules, scheduleDatesOf, schedulesOf } from "./schedules.store.server.ts";

/** When a service runs, by its weeks and on single dates. */
export async function readSchedule(
  db: Db,
  service: Pick<Service, "id" | "pointId">,
): Promise<{ schedules: Schedule[]; dates: ScheduleDates }> {
  return { schedules: await schedulesOf(db, service), dates: await scheduleDatesOf(db, service) };
}

/** Bookable services whose slots were not cut on `today` yet. */
export async function findServicesToCut(db: Db, today: CivilDate, limit: number): Promise<string[]> {
  return servicesToCut(db, today, limit);
}

export async function noteCut(trx: Db, service: Pick<Service, "id" | "pointId">, today: CivilDate): Promise<void> {
  await markCut(trx, service, today);
}

/** Puts other weekly rules in the place of those that stand, inside the caller's transaction. */
export async function writeSchedules(
  trx: Db,
  service: Pick<Service, "id" | "pointId">,
  schedules: Schedule[],
): Promise<void> {
  await replaceSchedules(trx, service, schedules);
}

/** Sets one date of a service, or (null) gives it back to the weekly rules, inside the caller's transaction. */
export async function writeScheduleDay(
  trx: Db,
  service: Pick<Service, "id" | "pointId">,
  date: CivilDate,
  day: { spans: DatedSchedule[]; reason: string } | null,
): Promise<void> {
  await putScheduleDay(trx, service, date, day);
}
