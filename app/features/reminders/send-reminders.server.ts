import { inTransaction } from "#db/transaction.server.ts";
import { readPhone } from "#app/features/bookings/read-phone.server.ts";
import { pushWish } from "#app/features/people/push-wish.server.ts";
import { deviceLanguage } from "#app/features/people/device-language.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";
import { insertMessage } from "./inbox.store.server.ts";
import { matterOf, type Matter } from "./matter.server.ts";
import { messagePath, messageWords } from "./message.ts";
import type { PushPayload } from "./push-payload.ts";
import { deleteSubscription, noteResult, livingSubscriptionsOf } from "./push-subscriptions.store.server.ts";
import { nextTry, reminderKey, type Channel, type Reminder } from "./reminder.ts";
import { anyDue, claimDue, finish, postpone } from "./reminders.store.server.ts";

/** Claims up to `limit` due reminders of a channel; each then belongs to this process for a minute. */
export async function claimReminders(app: App, channel: Channel, limit: number): Promise<Reminder[]> {
  const now = app.clock.now();
  if (limit <= 0 || !(await anyDue(app.db, channel, now))) return [];
  return inTransaction(app.db, (trx) => claimDue(trx, channel, now, limit));
}

/** Sends one claimed reminder, or says why not. Never throws for what the outside world does. */
export async function sendReminder(app: App, reminder: Reminder): Promise<void> {
  const now = app.clock.now();
  if (now >= reminder.expiresAt) return end(app, reminder, "expired");
  const matter = await matterOf(app.db, reminder, now);
  if (!matter) return end(app, reminder, "cancelled");
  if (reminder.channel === "inbox") return sendToInbox(app, reminder, matter, now);
  if (reminder.channel === "push") return sendAsPush(app, reminder, matter, now);
  return sendAsSms(app, reminder, matter, now);
}

async function end(app: App, reminder: Reminder, status: "sent" | "expired" | "cancelled" | "skipped" | "failed", error?: string): Promise<void> {
  await inTransaction(app.db, (trx) => finish(trx, reminder, status, app.clock.now(), error ?? null));
  app.metrics.count("reminders", { channel: reminder.channel, status });
}

async function later(app: App, reminder: Reminder, error: string, retryAfterSeconds?: number): Promise<void> {
  const at = nextTry(app.clock.now(), reminder.attempts, retryAfterSeconds, Math.random());
  if (at >= reminder.expiresAt) return end(app, reminder, "failed", error);
  await inTransaction(app.db, (trx) => postpone(trx, reminder, at, error));
}

/** Puts a reminder off that nothing was tried for: its next pause does not grow. */
async function wait(app: App, reminder: Reminder, reason: string, seconds: number): Promise<void> {
  const at = plusMinutes(app.clock.now(), (seconds * (1 + Math.random() / 2)) / 60);
  if (at >= reminder.expiresAt) return end(app, reminder, "failed", reason);
  await inTransaction(app.db, (trx) => postpone(trx, reminder, at, reason, false));
}

async function sendToInbox(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  await inTransaction(app.db, async (trx) => {
    await insertMessage(trx, reminder.deviceId, reminderKey(reminder), {
      id: app.ids.id(), kind: reminder.kind, pointId: reminder.pointId, subjectId: reminder.subjectId,
      details: matter, createdAt: now, readAt: null,
    });
    await finish(trx, reminder, "sent", now);
  });
  app.metrics.count("reminders", { channel: "inbox", status: "sent" });
}

async function sendAsPush(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  const subscriptions = await livingSubscriptionsOf(app.db, reminder.deviceId);
  if (subscriptions.length === 0) return end(app, reminder, "skipped", "no subscription");
  if ((await pushWish(app.db, reminder)) === false) return end(app, reminder, "skipped", "not wanted");
  const language = await deviceLanguage(app.db, reminder.deviceId);
  const tag = hashOf(reminderKey(reminder)).slice(0, 32);
  const payload: PushPayload = {
    web_push: 8030,
    notification: {
      ...messageWords(reminder.kind, matter, language, now),
      navigate: app.config.publicOrigin + messagePath(reminder.kind, reminder.subjectId, reminder.pointId), tag, lang: language === "zh" ? "zh-CN" : "en",
    },
  };
  const ttlSeconds = minutesBetween(now, reminder.expiresAt) * 60;
  // Every phone of an account is told; a tag replaces itself, so a second try to one of them is seen once.
  const outcomes = await Promise.all(subscriptions.map(async (subscription) => ({ subscription, outcome: await app.push.send(subscription, JSON.stringify(payload), { ttlSeconds, topic: tag }) })));
  const tried = outcomes.filter(({ outcome }) => outcome.kind !== "later" || !outcome.untried);
  for (const { subscription, outcome } of tried) app.metrics.count("pushes", { host: new URL(subscription.endpoint).host, outcome: outcome.kind });
  if (tried.length > 0) await inTransaction(app.db, async (trx) => {
    for (const { subscription, outcome } of tried) {
      if (outcome.kind === "gone") await deleteSubscription(trx, reminder.deviceId, subscription.endpoint);
      else await noteResult(trx, reminder.deviceId, subscription.endpoint, outcome.kind === "sent" ? { okAt: now } : { error: outcome.reason });
    }
  });
  const late = outcomes.map(({ outcome }) => outcome).find((outcome) => outcome.kind === "later");
  if (late?.kind === "later") return late.untried ? wait(app, reminder, late.reason, late.retryAfterSeconds ?? 1) : later(app, reminder, late.reason, late.retryAfterSeconds);
  const gone = outcomes.map(({ outcome }) => outcome).find((outcome) => outcome.kind === "gone");
  return outcomes.some(({ outcome }) => outcome.kind === "sent") ? end(app, reminder, "sent") : end(app, reminder, "skipped", gone?.kind === "gone" ? gone.reason : undefined);
}

async function sendAsSms(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  const phone = await readPhone(app, { id: reminder.subjectId, deviceId: reminder.deviceId });
  if (!phone) return end(app, reminder, "skipped", "no phone");
  const language = await deviceLanguage(app.db, reminder.deviceId);
  try {
    const key = hashOf(reminderKey(reminder)).slice(0, 32);
    await app.sms.send({ phone, text: messageWords(reminder.kind, matter, language, now).body, key });
  } catch (error) {
    return later(app, reminder, error instanceof Error ? error.message.slice(0, 200) : "sms failed");
  }
  return end(app, reminder, "sent");
}
