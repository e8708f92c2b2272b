import type { Db } from "#db/connection.server.ts";
import type { PushSubscription } from "#app/platform/push.server.ts";
import type { Instant } from "#app/time/instant.ts";

/** Keeps a device's subscription, in the place of the one before. */
export async function putSubscription(trx: Db, deviceId: string, subscription: PushSubscription, now: Instant): Promise<void> {
  const values = { endpoint: subscription.endpoint, p256dh: subscription.p256dh, auth: subscription.auth, created_at: now, last_ok_at: null, last_error: null };
  await trx.insertInto("push_subscriptions").values({ device_id: deviceId, ...values })
    .onConflict((conflict) => conflict.column("device_id").doUpdateSet(values)).execute();
}

export async function subscriptionOf(db: Db, deviceId: string): Promise<PushSubscription | undefined> {
  return db.selectFrom("push_subscriptions").select(["endpoint", "p256dh", "auth"]).where("device_id", "=", deviceId).executeTakeFirst();
}

/** Removes a device's subscription; with `endpoint`, only while it is still that one. */
export async function deleteSubscription(trx: Db, deviceId: string, endpoint?: string): Promise<void> {
  let query = trx.deleteFrom("push_subscriptions").where("device_id", "=", deviceId);
  if (endpoint) query = query.where("endpoint", "=", endpoint);
  await query.execute();
}

/** Notes how the last push to a subscription went. */
export async function noteResult(trx: Db, deviceId: string, result: { okAt: Instant } | { error: string }): Promise<void> {
  await trx.updateTable("push_subscriptions")
    .set("okAt" in result ? { last_ok_at: result.okAt, last_error: null } : { last_error: result.error })
    .where("device_id", "=", deviceId).execute();
}
