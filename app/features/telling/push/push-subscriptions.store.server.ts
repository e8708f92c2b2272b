import type { Db } from "#db/db.ts";
import { rows } from "#db/rows.server.ts";
import type { PushSubscription } from "#app/platform/push.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { Instant } from "#app/time/instant.ts";

/** A subscription with the browser session that it belongs to: an account has one on each of its phones. */
export interface KeptSubscription extends PushSubscription {
  session: string;
}

/** Keeps the subscription of a rider's browser, in the place of the one before. */
export async function putSubscription(
  trx: Db,
  rider: Rider,
  subscription: PushSubscription,
  now: Instant,
): Promise<void> {
  const values = {
    endpoint: subscription.endpoint,
    p256dh: subscription.p256dh,
    auth: subscription.auth,
    created_at: now,
    last_ok_at: null,
    last_error: null,
  };
  await trx
    .insertInto("push_subscriptions")
    .values({ device_id: rider.deviceId, session: rider.session ?? "", ...values })
    .onConflict((conflict) => conflict.columns(["device_id", "session"]).doUpdateSet(values))
    .execute();
}

export async function subscriptionsOf(db: Db, deviceId: string): Promise<KeptSubscription[]> {
  return db
    .selectFrom("push_subscriptions")
    .select(["session", "endpoint", "p256dh", "auth"])
    .where("device_id", "=", deviceId)
    .orderBy("created_at")
    .execute();
}

/** The subscriptions that may be pushed to: those of browsers where nobody signed out since, and whose session is not over. */
export async function livingSubscriptionsOf(db: Db, deviceId: string, now: Instant): Promise<KeptSubscription[]> {
  return rows<KeptSubscription>(
    db,
    `select session, endpoint, p256dh, auth from push_subscriptions p left join sessions s on s.token_hash = p.session
    where p.device_id = ? and (p.session = '' or (s.token_hash is not null and s.ended_at is null and (s.expires_at is null or s.expires_at > ?))) order by p.created_at`,
    [deviceId, now],
  );
}

/** The subscription of the browser that asks. */
export async function subscriptionOf(db: Db, rider: Rider): Promise<KeptSubscription | undefined> {
  const all = await subscriptionsOf(db, rider.deviceId);
  return all.find(({ session }) => session === (rider.session ?? "")) ?? all.find(({ session }) => session === "");
}

/** Removes the subscription of the browser that asks. */
export async function deleteOwnSubscription(trx: Db, rider: Rider): Promise<void> {
  await trx
    .deleteFrom("push_subscriptions")
    .where("device_id", "=", rider.deviceId)
    .where("session", "in", [rider.session ?? "", ""])
    .execute();
}

/** Removes a subscription while it is still that endpoint's. */
export async function deleteSubscription(trx: Db, deviceId: string, endpoint: string): Promise<void> {
  await trx
    .deleteFrom("push_subscriptions")
    .where("device_id", "=", deviceId)
    .where("endpoint", "=", endpoint)
    .execute();
}

/** Notes how the last push to a subscription went. */
export async function noteResult(
  trx: Db,
  deviceId: string,
  endpoint: string,
  result: { okAt: Instant } | { error: string },
): Promise<void> {
  const [okAt, error] = "okAt" in result ? [result.okAt, null] : [null, result.error];
  await rows(
    trx,
    "update push_subscriptions set last_ok_at = coalesce(?, last_ok_at), last_error = ? where device_id = ? and endpoint = ?",
    [okAt, error, deviceId, endpoint],
  );
}

/** Gives the subscriptions of one device to another; what stands there already stays. */
export async function moveSubscriptions(trx: Db, from: string, to: string): Promise<void> {
  const known = new Set((await subscriptionsOf(trx, to)).map(({ session }) => session));
  for (const { session } of await subscriptionsOf(trx, from)) {
    if (known.has(session))
      await trx.deleteFrom("push_subscriptions").where("device_id", "=", from).where("session", "=", session).execute();
    else
      await trx
        .updateTable("push_subscriptions")
        .set({ device_id: to })
        .where("device_id", "=", from)
        .where("session", "=", session)
        .execute();
  }
}

/** A session that was renewed keeps its subscription. */
export async function renameSubscription(trx: Db, deviceId: string, from: string, to: string): Promise<void> {
  await trx
    .updateTable("push_subscriptions")
    .set({ session: to })
    .where("device_id", "=", deviceId)
    .where("session", "=", from)
    .execute();
}

/** The browsers that a device is told on. */
export async function subscriptionsAbout(db: Db, deviceId: string) {
  return db
    .selectFrom("push_subscriptions")
    .select(["endpoint", "created_at", "last_ok_at"])
    .where("device_id", "=", deviceId)
    .orderBy("created_at")
    .execute();
}

export async function deleteSubscriptionsOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("push_subscriptions").where("device_id", "=", deviceId).execute();
}
