import type { Db } from "#db/db.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import { deleteStarsOf, starsOfDevice } from "./own-stars.store.server.ts";
import { moveStars } from "./stars.store.server.ts";

/** What a rider saved, for that rider. */
export const tellStars = async (app: Pick<App, "db">, rider: Rider) => ({
  saved: await starsOfDevice(app.db, rider.deviceId),
});

/** Deletes what a rider saved, inside the caller's transaction. */
export const forgetStars = (trx: Db, rider: Rider) => deleteStarsOf(trx, rider.deviceId);

/** What one device saved becomes another's, inside the caller's transaction. */
export const joinStars = (trx: Db, from: string, to: string) => moveStars(trx, from, to);
