import type { Db } from "#db/db.ts";
import { joinBookings } from "#app/features/visiting/own-bookings/join-bookings.server.ts";
import { joinDoors } from "#app/features/places/doors/own-doors.server.ts";
import { joinStars } from "#app/features/places/stars/own-stars.server.ts";
import { joinTickets } from "#app/features/visiting/queue/watch-queues.server.ts";
import { joinMessages } from "#app/features/telling/inbox/own-messages.server.ts";
import { joinSubscriptions } from "#app/features/telling/push/own-subscriptions.server.ts";
import { joinReminders } from "#app/features/telling/reminders/own-reminders.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";

/** Gives what hangs on one device to another, inside the caller's transaction: bookings, lines, numbers, stars and messages. */
export async function joinDevices(app: App, trx: Db, from: string, to: string, now: Instant): Promise<void> {
  await joinBookings(app, trx, from, to, now);
  await joinTickets(app, trx, from, to, now);
  await joinDoors(trx, from, to);
  await joinStars(trx, from, to);
  await joinMessages(trx, from, to);
  await joinReminders(trx, from, to);
  await joinSubscriptions(trx, from, to);
}
