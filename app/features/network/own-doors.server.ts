import type { Db } from "#db/db.ts";
import type { Rider } from "#app/features/people/rider.ts";
import type { App } from "#app/platform/app.ts";
import { deleteStarsOf, doorsAndStarsOf } from "./own-data.store.server.ts";

/** What a rider said of doors and saved, for that rider. */
export const tellDoorsAndStars = (app: Pick<App, "db">, rider: Rider) => doorsAndStarsOf(app.db, rider.deviceId);

/** Deletes what a rider saved, inside the caller's transaction. Their words on doors stay, and lead to nobody any more. */
export const forgetStars = (trx: Db, rider: Rider) => deleteStarsOf(trx, rider.deviceId);
