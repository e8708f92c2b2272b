import type { Db } from "#db/db.ts";
import type { CivilDate, CivilTime, Weekday } from "#app/time/civil.ts";
import type { DatedSchedule, Schedule, ScheduleDates } from "./schedule.ts";
import type { Service } from "./service.ts";

export async function insertSchedule(
  trx: Db,
  service: Pick<Service, "id" | "pointId">,
  schedule: Schedule,
): Promise<void> {
  await trx
    .insertInto("schedules")
    .values({
      point_id: service.pointId,
      service_id: service.id,
      id: schedule.id,
      days: JSON.stringify(schedule.days),
      from_time: schedule.from,
      to_time: schedule.to,
      slot_minutes: schedule.slotMinutes,
      capacity: schedule.capacity,
      calendar: schedule.calendar,
    })
    .execute();
}

export async function schedulesOf(db: Db, service: Pick<Service, "id" | "pointId">): Promise<Schedule[]> {
  const found = await db
    .selectFrom("schedules")
    .selectAll()
    .where("point_id", "=", service.pointId)
    .where("service_id", "=", service.id)
    .execute();
  return found.map((row) => ({
    id: row.id,
    days: JSON.parse(row.days) as Weekday[],
    from: row.from_time as CivilTime,
    to: row.to_time as CivilTime,
    slotMinutes: row.slot_minutes,
    capacity: row.capacity,
    calendar: row.calendar,
  }));
}

export async function scheduleDatesOf(db: Db, service: Pick<Service, "id" | "pointId">): Promise<ScheduleDates> {
  const found = await db
    .selectFrom("schedule_days")
    .select(["date", "spans"])
    .where("point_id", "=", service.pointId)
    .where("service_id", "=", service.id)
    .execute();
  return new Map(found.map((row) => [row.date as CivilDate, JSON.parse(row.spans) as DatedSchedule[]]));
}

/** Puts other weekly rules in the place of those that stand. */
export async function replaceSchedules(
  trx: Db,
  service: Pick<Service, "id" | "pointId">,
  schedules: Schedule[],
): Promise<void> {
  await trx
    .deleteFrom("schedules")
    .where("point_id", "=", service.pointId)
    .where("service_id", "=", service.id)
    .execute();
  for (const schedule of schedules) await insertSchedule(trx, service, schedule);
}

/** Sets the spans of one date, or (null) gives the date back to the weekly rules. */
export async function putScheduleDay(
  trx: Db,
  service: Pick<Service, "id" | "pointId">,
  date: CivilDate,
  day: { spans: DatedSchedule[]; reason: string } | null,
): Promise<void> {
  if (!day) {
    await trx
      .deleteFrom("schedule_days")
      .where("point_id", "=", service.pointId)
      .where("service_id", "=", service.id)
      .where("date", "=", date)
      .execute();
    return;
  }
  const values = { spans: JSON.stringify(day.spans), reason: day.reason };
  await trx
    .insertInto("schedule_days")
    .values({ point_id: service.pointId, service_id: service.id, date, ...values })
    .onConflict((conflict) => conflict.columns(["point_id", "service_id", "date"]).doUpdateSet(values))
    .execute();
}
