import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { pushWishOf, setPushWish } from "./devices.store.server.ts";

/** What a rider wants, whatever their browser allows; null until they said. */
export async function pushWish(db: Db, rider: { deviceId: string }): Promise<boolean | null> {
  return pushWishOf(db, rider.deviceId);
}

/** Notes whether a rider wants to be pushed to. Subscriptions stay as they are: a wish is not a permission. */
export async function wishPush(app: Pick<App, "db">, rider: { deviceId: string }, wanted: boolean): Promise<void> {
  await inTransaction(app.db, (trx) => setPushWish(trx, rider.deviceId, wanted));
}
