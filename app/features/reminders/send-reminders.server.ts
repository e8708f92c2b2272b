import type { Db } from "#db/connection.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { isActive } from "#app/features/bookings/booking.ts";
import { readPhone } from "#app/features/bookings/read-phone.server.ts";
import { bookingForMessages, waitingForMessages } from "#app/features/bookings/show-bookings.server.ts";
import { deviceLanguage } from "#app/features/people/device-language.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { insertMessage } from "./inbox.store.server.ts";
import { messageWords, type MessageDetails } from "./message.ts";
import type { PushPayload } from "./push-payload.ts";
import { deleteSubscription, noteResult, subscriptionOf } from "./push-subscriptions.store.server.ts";
import { isAhead, nextTry, reminderKey, type Channel, type Reminder } from "./reminder.ts";
import { anyDue, claimDue, finish, postpone } from "./reminders.store.server.ts";

/** What one reminder is about, read again at the moment of sending. */
interface Matter {
  details: MessageDetails;
  /** Where on our own site it leads. */
  path: string;
}

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
  const matter = await matterOf(app.db, reminder);
  if (!matter) return end(app, reminder, "cancelled");
  if (reminder.channel === "inbox") return sendToInbox(app, reminder, matter, now);
  if (reminder.channel === "push") return sendAsPush(app, reminder, matter, now);
  return sendAsSms(app, reminder, matter, now);
}

async function matterOf(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  if (reminder.kind === "offer" || reminder.kind === "offer-passed") {
    const shown = await waitingForMessages(db, reminder.subjectId);
    if (!shown || (reminder.kind === "offer" && shown.waiting.status !== "offered")) return undefined;
    const { slot, point, waiting } = shown;
    return {
      path: `/waitlist/${waiting.id}`,
      details: { start: slot.start, zone: point.zone, place: point.name, place_en: point.name_en, ...(waiting.offerUntil && { until: waiting.offerUntil }) },
    };
  }
  const shown = await bookingForMessages(db, reminder.subjectId);
  if (!shown) return undefined;
  // The trail may not have been followed yet: what was cancelled or moved a moment ago is not announced.
  if (isAhead(reminder.kind) && (!isActive(shown.booking.status) || shown.booking.slotId !== reminder.slotId)) return undefined;
  return {
    path: `/bookings/${shown.booking.id}`,
    details: { start: shown.booking.start, zone: shown.point.zone, place: shown.point.name, place_en: shown.point.name_en },
  };
}

async function end(app: App, reminder: Reminder, status: "sent" | "expired" | "cancelled" | "skipped" | "failed", error?: string): Promise<void> {
  await inTransaction(app.db, (trx) => finish(trx, reminder, status, app.clock.now(), error ?? null));
}

async function later(app: App, reminder: Reminder, error: string, retryAfterSeconds?: number): Promise<void> {
  const at = nextTry(app.clock.now(), reminder.attempts, retryAfterSeconds, Math.random());
  if (at >= reminder.expiresAt) return end(app, reminder, "failed", error);
  await inTransaction(app.db, (trx) => postpone(trx, reminder, at, error));
}

async function sendToInbox(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  await inTransaction(app.db, async (trx) => {
    await insertMessage(trx, reminder.deviceId, reminderKey(reminder), {
      id: app.ids.id(), kind: reminder.kind, pointId: reminder.pointId, subjectId: reminder.subjectId,
      details: matter.details, createdAt: now, readAt: null,
    });
    await finish(trx, reminder, "sent", now);
  });
}

async function sendAsPush(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  const subscription = await subscriptionOf(app.db, reminder.deviceId);
  if (!subscription) return end(app, reminder, "skipped", "no subscription");
  const language = await deviceLanguage(app.db, reminder.deviceId);
  const tag = hashOf(reminderKey(reminder)).slice(0, 32);
  const payload: PushPayload = {
    web_push: 8030,
    notification: {
      ...messageWords(reminder.kind, matter.details, language, now),
      navigate: app.config.publicOrigin + matter.path, tag, lang: language === "zh" ? "zh-CN" : "en",
    },
  };
  const ttlSeconds = minutesBetween(now, reminder.expiresAt) * 60;
  const outcome = await app.push.send(subscription, JSON.stringify(payload), { ttlSeconds, topic: tag });
  if (outcome.kind === "later") {
    await inTransaction(app.db, (trx) => noteResult(trx, reminder.deviceId, { error: outcome.reason }));
    return later(app, reminder, outcome.reason, outcome.retryAfterSeconds);
  }
  await inTransaction(app.db, async (trx) => {
    if (outcome.kind === "gone") {
      await deleteSubscription(trx, reminder.deviceId, subscription.endpoint);
      await finish(trx, reminder, "skipped", now, outcome.reason);
    } else {
      await noteResult(trx, reminder.deviceId, { okAt: now });
      await finish(trx, reminder, "sent", now);
    }
  });
}

async function sendAsSms(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  const phone = await readPhone(app, { id: reminder.subjectId, deviceId: reminder.deviceId });
  if (!phone) return end(app, reminder, "skipped", "no phone");
  const language = await deviceLanguage(app.db, reminder.deviceId);
  try {
    const key = hashOf(reminderKey(reminder)).slice(0, 32);
    await app.sms.send({ phone, text: messageWords(reminder.kind, matter.details, language, now).body, key });
  } catch (error) {
    return later(app, reminder, error instanceof Error ? error.message.slice(0, 200) : "sms failed");
  }
  return end(app, reminder, "sent");
}
