import type { Db } from "#db/db.ts";
import type { Schedule } from "./schedule.ts";
import type { Service } from "./service.ts";
import { insertService } from "./services.store.server.ts";
import { insertSchedule } from "./schedules.store.server.ts";

/** Adds a service with its schedules inside the caller's transaction. */
export async function addService(trx: Db, service: Service, schedules: Schedule[], position: number): Promise<void> {
  await insertService(trx, service, position);
  for (const schedule of schedules) await insertSchedule(trx, service, schedule);
}
