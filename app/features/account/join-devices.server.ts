import type { Db } from "#db/db.ts";
import { joinBookings } from "#app/features/bookings/join-devices.server.ts";
import { joinDoorsAndStars } from "#app/features/network/join-devices.server.ts";
import { joinTickets } from "#app/features/queue/watch-queues.server.ts";
import { joinMessages } from "#app/features/reminders/join-devices.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";

/** Gives what hangs on one device to another, inside the caller's transaction: bookings, lines, numbers, stars and messages. */
export async function joinDevices(app: App, trx: Db, from: string, to: string, now: Instant): Promise<void> {
  await joinBookings(app, trx, from, to, now);
  await joinTickets(app, trx, from, to, now);
  await joinDoorsAndStars(trx, from, to);
  await joinMessages(trx, from, to);
}
