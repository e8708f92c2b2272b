import type { Db } from "#db/db.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import { moveReports } from "./door-reports.store.server.ts";
import { doorsOf } from "./own-doors.store.server.ts";

/** What a rider said of doors, for that rider. When they are forgotten it stays, and leads to nobody any more. */
export const tellDoors = async (app: Pick<App, "db">, rider: Rider) => ({
  doors: await doorsOf(app.db, rider.deviceId),
});

/** What one device said of doors becomes another's, inside the caller's transaction. */
export const joinDoors = (trx: Db, from: string, to: string) => moveReports(trx, from, to);
