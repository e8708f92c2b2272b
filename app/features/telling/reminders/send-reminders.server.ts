import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { readPhone } from "#app/features/visiting/own-bookings/read-phone.server.ts";
import { mayText } from "#app/features/people/riders/text-number.server.ts";
import { pushWish } from "#app/features/people/riders/push-wish.server.ts";
import { deviceLanguage } from "#app/features/people/riders/device-language.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { allowedBy, type PushOutcome } from "#app/platform/push.server.ts";
import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";
import { insertMessage } from "#app/features/telling/inbox/inbox.store.server.ts";
import { matterOf, type Matter } from "./matter.server.ts";
import { messagePath, messageWords, stopWords } from "#app/features/telling/messages/message.ts";
import type { PushPayload } from "#app/features/telling/push/push-payload.ts";
import {
  deleteSubscription,
  noteResult,
  livingSubscriptionsOf,
} from "#app/features/telling/push/push-subscriptions.store.server.ts";
import { nextTry, reminderKey, type Channel, type Reminder } from "#app/features/telling/messages/reminder.ts";
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

type Ending = "sent" | "expired" | "cancelled" | "skipped" | "failed";

/** What becomes of a reminder, and when that is another try: when. */
type Fate =
  | { kind: "ends"; status: Ending; error?: string | undefined }
  | { kind: "waits"; at: Instant; error: string; tried: boolean };

async function end(app: App, reminder: Reminder, status: Ending, error?: string): Promise<void> {
  return settle(app, reminder, { kind: "ends", status, error });
}

/** Writes what becomes of a reminder, and `also` with it. */
async function settle(app: App, reminder: Reminder, fate: Fate, also?: (trx: Db) => Promise<void>): Promise<void> {
  await inTransaction(app.db, async (trx) => {
    await also?.(trx);
    if (fate.kind === "ends") await finish(trx, reminder, fate.status, app.clock.now(), fate.error ?? null);
    else await postpone(trx, reminder, fate.at, fate.error, fate.tried);
  });
  if (fate.kind === "ends") app.metrics.count("reminders", { channel: reminder.channel, status: fate.status });
}

/** Another try later, while the reminder still helps. */
function later(app: App, reminder: Reminder, error: string, retryAfterSeconds?: number): Fate {
  const at = nextTry(app.clock.now(), reminder, retryAfterSeconds, Math.random());
  return at >= reminder.expiresAt
    ? { kind: "ends", status: "failed", error }
    : { kind: "waits", at, error, tried: true };
}

/** Puts a reminder off that nothing was tried for: its next pause does not grow. */
function untried(app: App, reminder: Reminder, reason: string, seconds: number): Fate {
  const at = plusMinutes(app.clock.now(), (seconds * (1 + Math.random() / 2)) / 60);
  return at >= reminder.expiresAt
    ? { kind: "ends", status: "failed", error: reason }
    : { kind: "waits", at, error: reason, tried: false };
}

async function sendToInbox(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  await settle(app, reminder, { kind: "ends", status: "sent" }, (trx) =>
    insertMessage(trx, reminder.deviceId, reminderKey(reminder), {
      id: app.ids.id(),
      kind: reminder.kind,
      pointId: reminder.pointId,
      subjectId: reminder.subjectId,
      details: matter,
      createdAt: now,
      readAt: null,
    }),
  );
}

async function sendAsPush(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  const subscriptions = await livingSubscriptionsOf(app.db, reminder.deviceId, now);
  if (subscriptions.length === 0) return end(app, reminder, "skipped", "no subscription");
  if ((await pushWish(app.db, reminder)) === false) return end(app, reminder, "skipped", "not wanted");
  const language = await deviceLanguage(app.db, reminder.deviceId);
  const tag = hashOf(reminderKey(reminder)).slice(0, 32);
  const payload: PushPayload = {
    web_push: 8030,
    notification: {
      ...messageWords(reminder.kind, matter, language, now),
      navigate: app.config.publicOrigin + messagePath(reminder.kind, reminder.subjectId, reminder.pointId),
      tag,
      lang: language === "zh" ? "zh-CN" : "en",
    },
  };
  const ttlSeconds = minutesBetween(now, reminder.expiresAt) * 60;
  // Every phone of an account is told; a tag replaces itself, so a second try to one of them is seen once.
  const outcomes = await Promise.all(
    subscriptions.map(async (subscription) => ({
      subscription,
      outcome: await app.push.send(subscription, JSON.stringify(payload), { ttlSeconds, topic: tag }),
    })),
  );
  const tried = outcomes.filter(({ outcome }) => outcome.kind !== "later" || !outcome.untried);
  for (const { subscription, outcome } of tried)
    app.metrics.count("pushes", {
      host: allowedBy(subscription.endpoint, app.config.pushHosts) ?? "none",
      outcome: outcome.kind,
    });
  await settle(
    app,
    reminder,
    fateOf(
      app,
      reminder,
      outcomes.map(({ outcome }) => outcome),
    ),
    async (trx) => {
      for (const { subscription, outcome } of tried) {
        if (outcome.kind === "gone") await deleteSubscription(trx, reminder.deviceId, subscription.endpoint);
        else
          await noteResult(
            trx,
            reminder.deviceId,
            subscription.endpoint,
            outcome.kind === "sent" ? { okAt: now } : { error: outcome.reason },
          );
      }
    },
  );
}

function fateOf(app: App, reminder: Reminder, outcomes: PushOutcome[]): Fate {
  const late = outcomes.find((outcome) => outcome.kind === "later");
  if (late)
    return late.untried
      ? untried(app, reminder, late.reason, late.retryAfterSeconds ?? 1)
      : later(app, reminder, late.reason, late.retryAfterSeconds);
  if (outcomes.some(({ kind }) => kind === "sent")) return { kind: "ends", status: "sent" };
  return { kind: "ends", status: "skipped", error: outcomes.find((outcome) => outcome.kind === "gone")?.reason };
}

async function sendAsSms(app: App, reminder: Reminder, matter: Matter, now: Instant): Promise<void> {
  const left = await readPhone(app, { id: reminder.subjectId, deviceId: reminder.deviceId });
  if (!left) return end(app, reminder, "skipped", "no phone");
  // Its holder may never have heard of us.
  const may = left.vouched ? undefined : await mayText(app, left.index);
  if (may && may.kind !== "may")
    return end(app, reminder, "skipped", may.kind === "stopped" ? "not wanted" : "too many to this number");
  const language = await deviceLanguage(app.db, reminder.deviceId);
  try {
    const key = hashOf(reminderKey(reminder)).slice(0, 32);
    const { body } = messageWords(reminder.kind, matter, language, now);
    await app.sms.send({
      phone: left.phone,
      text: may ? `${body} ${stopWords(language, app.config.publicOrigin + may.path)}` : body,
      key,
    });
  } catch (error) {
    return settle(
      app,
      reminder,
      later(app, reminder, error instanceof Error ? error.message.slice(0, 200) : "sms failed"),
    );
  }
  return end(app, reminder, "sent");
}
