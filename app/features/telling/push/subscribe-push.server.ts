import { inTransaction } from "#db/transaction.server.ts";
import type { Db } from "#db/db.ts";
import { deviceLanguage } from "#app/features/people/riders/device-language.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import type { PushSubscription } from "#app/platform/push.server.ts";
import type { Zone } from "#app/time/zone.ts";
import { messageWords } from "#app/features/telling/messages/message.ts";
import type { PushPayload } from "./push-payload.ts";
import {
  deleteOwnSubscription,
  deleteSubscription,
  noteResult,
  putSubscription,
  subscriptionOf,
} from "./push-subscriptions.store.server.ts";

/** Keeps a device's push subscription, when its host is one that may be posted to. */
export async function subscribePush(
  app: App,
  rider: Rider,
  subscription: PushSubscription,
): Promise<"subscribed" | "host-not-allowed"> {
  if (!app.push.allows(subscription.endpoint)) return "host-not-allowed";
  await inTransaction(app.db, (trx) => putSubscription(trx, rider, subscription, app.clock.now()));
  return "subscribed";
}

export async function unsubscribePush(app: App, rider: Rider): Promise<void> {
  await inTransaction(app.db, (trx) => deleteOwnSubscription(trx, rider));
}

/** Whether a device has a subscription that we know. */
export async function hasSubscription(db: Db, rider: Rider): Promise<boolean> {
  return (await subscriptionOf(db, rider)) !== undefined;
}

/** Sends a push that says that push works, and tells what the push service answered. */
export async function sendTestPush(app: App, rider: Rider): Promise<"sent" | "gone" | "later" | "no-subscription"> {
  const subscription = await subscriptionOf(app.db, rider);
  if (!subscription) return "no-subscription";
  const now = app.clock.now();
  const language = await deviceLanguage(app.db, rider.deviceId);
  const payload: PushPayload = {
    web_push: 8030,
    notification: {
      ...messageWords("test", { start: now, zone: "Asia/Shanghai" as Zone, place: "", place_en: "" }, language, now),
      navigate: `${app.config.publicOrigin}/me`,
      tag: "test",
      lang: language === "zh" ? "zh-CN" : "en",
    },
  };
  const outcome = await app.push.send(subscription, JSON.stringify(payload), { ttlSeconds: 60, topic: "test" });
  await inTransaction(app.db, async (trx) => {
    if (outcome.kind === "gone") await deleteSubscription(trx, rider.deviceId, subscription.endpoint);
    else
      await noteResult(
        trx,
        rider.deviceId,
        subscription.endpoint,
        outcome.kind === "sent" ? { okAt: now } : { error: outcome.reason },
      );
  });
  return outcome.kind;
}
