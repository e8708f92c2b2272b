import type { Db } from "#db/connection.server.ts";
import { bookingForMessages, waitingForMessages } from "#app/features/bookings/show-bookings.server.ts";
import { followTrail } from "#app/features/trail/follow-trail.server.ts";
import type { RecordedEntry } from "#app/features/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { remindersFor, type Channel, type Reminder, type ReminderKind } from "./reminder.ts";
import { cancelReminders, insertReminders } from "./reminders.store.server.ts";

/** Turns what happened into what is to be said, in the order in which it happened. Answers how many entries it followed. */
export async function planReminders(app: App): Promise<number> {
  return followTrail(app, async (trx, entries) => {
    for (const entry of entries) await plan(app, trx, entry);
  });
}

async function plan(app: App, trx: Db, entry: RecordedEntry): Promise<void> {
  switch (entry.verb) {
    case "booking.booked":
      return planAhead(app, trx, entry);
    case "booking.moved":
      await cancelReminders(trx, entry.pointId!, entry.subject.id);
      await planAhead(app, trx, entry);
      return entry.actor.kind === "rider" ? undefined : planNow(app, trx, entry, "moved-by-point");
    case "booking.cancelled":
      await cancelReminders(trx, entry.pointId!, entry.subject.id);
      return entry.actor.kind === "rider" ? undefined : planNow(app, trx, entry, "cancelled-by-point");
    case "waitlist.offered":
      return planOffer(app, trx, entry, "offer", ["inbox", "push"]);
    case "waitlist.passed":
      return planOffer(app, trx, entry, "offer-passed", ["inbox"]);
    default:
      return undefined;
  }
}

async function planAhead(app: App, trx: Db, entry: RecordedEntry): Promise<void> {
  const shown = await bookingForMessages(trx, entry.subject.id);
  if (!shown) return;
  const start = entry.after.starts_at as Instant;
  const slotId = entry.after.slot as string;
  const channels: Channel[] = shown.booking.hasPhone ? ["inbox", "push", "sms"] : ["inbox", "push"];
  const reminders = remindersFor(start, entry.at).flatMap(({ kind, dueAt }) => channels.map((channel): Reminder => ({
    id: app.ids.id(), pointId: shown.point.id, subjectId: shown.booking.id, slotId, deviceId: shown.booking.deviceId,
    kind, channel, dueAt, expiresAt: start, attempts: 0,
  })));
  await insertReminders(trx, reminders, entry.at);
}

async function planNow(app: App, trx: Db, entry: RecordedEntry, kind: ReminderKind): Promise<void> {
  const shown = await bookingForMessages(trx, entry.subject.id);
  if (!shown) return;
  const channels: Channel[] = shown.booking.hasPhone ? ["inbox", "push", "sms"] : ["inbox", "push"];
  await insertReminders(trx, channels.map((channel) => ({
    id: app.ids.id(), pointId: shown.point.id, subjectId: shown.booking.id, slotId: shown.booking.slotId, deviceId: shown.booking.deviceId,
    kind, channel, dueAt: entry.at, expiresAt: shown.booking.start, attempts: 0,
  })), entry.at);
}

async function planOffer(app: App, trx: Db, entry: RecordedEntry, kind: ReminderKind, channels: Channel[]): Promise<void> {
  const shown = await waitingForMessages(trx, entry.subject.id);
  if (!shown) return;
  const until = entry.after.until as Instant | undefined;
  await insertReminders(trx, channels.map((channel) => ({
    id: app.ids.id(), pointId: shown.point.id, subjectId: shown.waiting.id, slotId: shown.waiting.slotId, deviceId: shown.waiting.deviceId,
    kind, channel, dueAt: entry.at, expiresAt: until ?? shown.waiting.start, attempts: 0,
  })), entry.at);
}
