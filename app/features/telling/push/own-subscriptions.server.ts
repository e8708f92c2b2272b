import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import {
  deleteSubscriptionsOf,
  moveSubscriptions,
  renameSubscription,
  subscriptionsAbout,
} from "./push-subscriptions.store.server.ts";

/** The browsers that a rider is told on, for that rider. */
export const tellSubscriptions = async (app: Pick<App, "db">, rider: { deviceId: string }) => ({
  push: await subscriptionsAbout(app.db, rider.deviceId),
});

/** The ways to tell a rider end, inside the caller's transaction. */
export const forgetSubscriptions = (trx: Db, deviceId: string) => deleteSubscriptionsOf(trx, deviceId);

/** The ways to tell one device become another's, inside the caller's transaction. */
export const joinSubscriptions = (trx: Db, from: string, to: string) => moveSubscriptions(trx, from, to);

/** A browser whose session was renewed keeps its push, inside the caller's transaction. */
export async function keepSubscription(
  trx: Db,
  deviceId: string,
  oldSession: string | undefined,
  newSession: string,
): Promise<void> {
  await renameSubscription(trx, deviceId, oldSession ?? "", newSession);
}
