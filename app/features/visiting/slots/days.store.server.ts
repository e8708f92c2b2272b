import type { Db } from "#db/db.ts";
import { rows } from "#db/rows.server.ts";
import type { CivilDate } from "#app/time/civil.ts";

type DayKey = { pointId: string; serviceId: string; date: CivilDate };

/** Takes one of a day's quota, if one is left and the day is open. */
export async function countDayUp(trx: Db, day: DayKey): Promise<boolean> {
  const taken = await rows(
    trx,
    `update service_days set booked = booked + 1
    where point_id = ? and service_id = ? and date = ? and closed = 0 and (quota is null or booked < quota) returning date`,
    [day.pointId, day.serviceId, day.date],
  );
  return taken.length > 0;
}

export async function countDayDown(trx: Db, day: DayKey): Promise<boolean> {
  const row = await trx
    .updateTable("service_days")
    .set((eb) => ({ booked: eb("booked", "-", 1) }))
    .where("point_id", "=", day.pointId)
    .where("service_id", "=", day.serviceId)
    .where("date", "=", day.date)
    .where("booked", ">", 0)
    .returning("date")
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes the rows of days that have none yet. */
export async function insertDays(
  trx: Db,
  service: { pointId: string; id: string },
  dates: CivilDate[],
  quota: number | null,
): Promise<void> {
  if (dates.length === 0) return;
  await trx
    .insertInto("service_days")
    .values(dates.map((date) => ({ point_id: service.pointId, service_id: service.id, date, quota })))
    .onConflict((conflict) => conflict.columns(["point_id", "service_id", "date"]).doNothing())
    .execute();
}

/** Sets a day's quota and whether it is closed; false when more of it is taken than the quota. */
export async function setDay(trx: Db, day: DayKey, to: { quota: number | null; closed: boolean }): Promise<boolean> {
  let query = trx
    .updateTable("service_days")
    .set({ quota: to.quota, closed: to.closed ? 1 : 0 })
    .where("point_id", "=", day.pointId)
    .where("service_id", "=", day.serviceId)
    .where("date", "=", day.date);
  if (to.quota !== null) query = query.where("booked", "<=", to.quota);
  return (await query.returning("date").executeTakeFirst()) !== undefined;
}
