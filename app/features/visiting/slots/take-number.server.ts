import type { Db } from "#db/db.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { keepDay } from "./close-places.server.ts";
import { countDayUp } from "./days.store.server.ts";

/** Takes one of a day's quota for a walk-in, inside the caller's transaction; false when the day is closed or spent. */
export async function takeNumber(trx: Db, service: Service, date: CivilDate): Promise<boolean> {
  await keepDay(trx, service, date, service.rules.quota);
  return countDayUp(trx, { pointId: service.pointId, serviceId: service.id, date });
}
