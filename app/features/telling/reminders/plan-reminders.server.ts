import type { Db } from "#db/db.ts";
import { bookingForMessages, waitingForMessages } from "#app/features/visiting/bookings/show-bookings.server.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";
import { findTaskReporters } from "#app/features/places/doors/fix-door.server.ts";
import { ticketForMessages } from "#app/features/visiting/queue/show-ticket.server.ts";
import { followTrail } from "#app/features/ground/trail/follow-trail.server.ts";
import type { RecordedEntry } from "#app/features/ground/trail/trail.ts";
import { weatherForMessages } from "#app/features/serving/weather/declare-weather.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { planForStaff } from "./plan-staff-reminders.server.ts";
import {
  remindersFor,
  type Channel,
  type Reminder,
  type ReminderKind,
} from "#app/features/telling/messages/reminder.ts";
import { cancelReminders, insertReminders } from "./reminders.store.server.ts";

/** Turns what happened into what is to be said, in the order in which it happened. Answers how many entries it followed. */
export async function planReminders(app: App): Promise<number> {
  return followTrail(app, async (trx, entries) => {
    for (const entry of entries) await plan(app, trx, entry);
  });
}

/** Minutes for which it helps to know that a number was called, a door mended, a notice written. */
const CALL_LIFE = 20;
const NEWS_LIFE = 720;

async function plan(app: App, trx: Db, entry: RecordedEntry): Promise<void> {
  switch (entry.verb) {
    case "booking.booked":
      return planAhead(app, trx, entry);
    case "booking.moved":
      await cancelReminders(trx, entry.pointId!, entry.subject.id);
      await planAhead(app, trx, entry);
      // What was undone before anybody was told is not told either.
      return entry.actor.kind === "rider" || entry.after.undone === true
        ? undefined
        : planChange(app, trx, entry, "moved-by-point");
    case "booking.cancelled":
      await cancelReminders(trx, entry.pointId!, entry.subject.id);
      return entry.actor.kind === "rider"
        ? undefined
        : planChange(app, trx, entry, entry.after.because === "joined" ? "joined-twice" : "cancelled-by-point");
    case "booking.no-show":
      return cancelReminders(trx, entry.pointId!, entry.subject.id);
    case "waitlist.offered":
      return planOffer(app, trx, entry, "offer", ["inbox", "push"]);
    case "waitlist.passed":
      return planOffer(app, trx, entry, "offer-passed", ["inbox"]);
    case "ticket.called":
      return planTicket(app, trx, entry, "ticket-called", `${entry.id}`);
    case "ticket.left":
      // Who gave their number back knows it.
      return entry.actor.kind === "system" ? planTicket(app, trx, entry, "ticket-over", `${entry.id}`) : undefined;
    case "ticket.leave-now":
      return planTicket(app, trx, entry, "leave-now", `${entry.id}`);
    case "door-task.fixed": {
      const found = await findTaskReporters(trx, entry.subject.id);
      return (
        found &&
        tell(app, trx, entry, found.deviceIds, {
          kind: "door-fixed",
          subjectId: entry.subject.id,
          pointId: found.task.pointId,
        })
      );
    }
    case "weather.declared": {
      const found = await weatherForMessages(trx, entry.subject.id);
      return found?.pointId
        ? tell(app, trx, entry, found.deviceIds, {
            kind: "notice",
            subjectId: entry.subject.id,
            pointId: found.pointId,
          })
        : undefined;
    }
    default:
      return planForStaff(app, trx, entry);
  }
}

/** The same news for many devices, at once. */
async function tell(
  app: App,
  trx: Db,
  entry: RecordedEntry,
  deviceIds: string[],
  about: Pick<Reminder, "kind" | "subjectId" | "pointId">,
): Promise<void> {
  const channels: Channel[] = ["inbox", "push"];
  const all = deviceIds.flatMap((deviceId) =>
    channels.map((channel): Reminder => ({
      ...about,
      id: app.ids.id(),
      slotId: deviceId,
      deviceId,
      channel,
      dueAt: entry.at,
      expiresAt: plusMinutes(entry.at, NEWS_LIFE),
      attempts: 0,
    })),
  );
  for (let from = 0; from < all.length; from += 200) await insertReminders(trx, all.slice(from, from + 200), entry.at);
}

async function planAhead(app: App, trx: Db, entry: RecordedEntry): Promise<void> {
  const booking = await bookingForMessages(trx, entry.subject.id);
  if (!booking) return;
  // What the desk set back to booked says no slot: it is the booking's own.
  const start = (entry.after.starts_at as Instant | undefined) ?? booking.start;
  const slotId = (entry.after.slot as string | undefined) ?? booking.slotId;
  const reminders = remindersFor(start, entry.at).flatMap(({ kind, dueAt }) =>
    channelsOf(booking).map((channel): Reminder => ({
      id: app.ids.id(),
      pointId: booking.pointId,
      subjectId: booking.id,
      slotId,
      deviceId: booking.deviceId,
      kind,
      channel,
      dueAt,
      expiresAt: start,
      attempts: 0,
    })),
  );
  await insertReminders(trx, reminders, entry.at);
}

const channelsOf = (booking: Booking): Channel[] => (booking.hasPhone ? ["inbox", "push", "sms"] : ["inbox", "push"]);

/** Told at once, or, where the desk can still take it back, when that time is over. */
async function planChange(app: App, trx: Db, entry: RecordedEntry, kind: ReminderKind): Promise<void> {
  const booking = await bookingForMessages(trx, entry.subject.id);
  if (!booking) return;
  const dueAt = (entry.after.tell_at as Instant | undefined) ?? entry.at;
  await insertReminders(
    trx,
    channelsOf(booking).map((channel) => ({
      id: app.ids.id(),
      pointId: booking.pointId,
      subjectId: booking.id,
      slotId: booking.slotId,
      deviceId: booking.deviceId,
      kind,
      channel,
      dueAt,
      expiresAt: booking.start > dueAt ? booking.start : plusMinutes(dueAt, CALL_LIFE),
      attempts: 0,
    })),
    entry.at,
  );
}

async function planOffer(
  app: App,
  trx: Db,
  entry: RecordedEntry,
  kind: ReminderKind,
  channels: Channel[],
): Promise<void> {
  const shown = await waitingForMessages(trx, entry.subject.id);
  if (!shown) return;
  const until = entry.after.until as Instant | undefined;
  await insertReminders(
    trx,
    channels.map((channel) => ({
      id: app.ids.id(),
      pointId: shown.point.id,
      subjectId: shown.waiting.id,
      slotId: shown.waiting.slotId,
      deviceId: shown.waiting.deviceId,
      kind,
      channel,
      dueAt: entry.at,
      expiresAt: until ?? shown.waiting.start,
      attempts: 0,
    })),
    entry.at,
  );
}

/** A number's own rider, if a phone took it; each call is told once. */
async function planTicket(app: App, trx: Db, entry: RecordedEntry, kind: ReminderKind, once: string): Promise<void> {
  const shown = await ticketForMessages(trx, entry.subject.id, entry.at);
  const deviceId = shown?.ticket.deviceId;
  if (!shown || !deviceId) return;
  const channels: Channel[] = ["inbox", "push"];
  await insertReminders(
    trx,
    channels.map((channel) => ({
      id: app.ids.id(),
      pointId: shown.point.id,
      subjectId: shown.ticket.id,
      slotId: once,
      deviceId,
      kind,
      channel,
      dueAt: entry.at,
      expiresAt: plusMinutes(entry.at, kind === "ticket-over" ? NEWS_LIFE : CALL_LIFE),
      attempts: 0,
    })),
    entry.at,
  );
}
