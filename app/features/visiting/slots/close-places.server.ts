import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { daysOf, setSlotsClosed } from "./slots.store.server.ts";
import { insertDays, setDay } from "./days.store.server.ts";
import type { ServiceDay } from "./slot.ts";

type Service = { id: string; pointId: string };

/** The row of a service's date, made where there is none yet; inside the caller's transaction. */
export async function keepDay(trx: Db, service: Service, date: CivilDate, quota: number | null): Promise<ServiceDay> {
  await insertDays(trx, service, [date], quota);
  return (await daysOf(trx, service, date, date)).get(date)!;
}

/** Closes slots or a whole date, inside the caller's transaction; what is booked there is the caller's to move. */
export async function closePlaces(
  trx: Db,
  service: Service,
  date: CivilDate,
  what: { slotIds: string[] } | { wholeDay: true; quota: number | null },
): Promise<void> {
  if ("slotIds" in what) return setSlotsClosed(trx, service.pointId, what.slotIds, true);
  const day = await keepDay(trx, service, date, what.quota);
  await setDay(trx, { pointId: service.pointId, serviceId: service.id, date }, { quota: day.quota, closed: true });
}
