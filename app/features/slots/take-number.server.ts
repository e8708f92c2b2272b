import type { Db } from "#db/connection.server.ts";
import type { Service } from "#app/features/services/service.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { keepDay } from "./set-slot.server.ts";
import { countDayDown, countDayUp } from "./slots.store.server.ts";

/** Takes one of a day's quota for a walk-in, inside the caller's transaction; false when the day is closed or spent. */
export async function takeNumber(trx: Db, service: Service, date: CivilDate): Promise<boolean> {
  await keepDay(trx, service, date, service.rules.quota);
  return countDayUp(trx, { pointId: service.pointId, serviceId: service.id, date });
}

/** Gives one of a day's quota back, inside the caller's transaction. */
export async function giveNumberBack(trx: Db, service: { id: string; pointId: string }, date: CivilDate): Promise<void> {
  await countDayDown(trx, { pointId: service.pointId, serviceId: service.id, date });
}
