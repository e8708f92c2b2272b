import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { zonesOf } from "#app/features/places/cities/find-city.server.ts";
import { readHours } from "#app/features/places/doors/judge-opening.server.ts";
import { isOpenSinceMidnight } from "#app/features/places/hours/opening.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable } from "#app/features/visiting/services/service.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { ticketForMessages } from "./show-ticket.server.ts";
import { mustLeave, type Ticket } from "./ticket.ts";
import { moveTickets, openTicketOf, openTicketsOf, setTicket, ticketsLeftOver } from "./tickets.store.server.ts";
import { noteLeaveTold, ticketsAway } from "./line.store.server.ts";

const BATCH = 200;

/** Notes whose turn comes so near that they have to set out now; messages follow from that. Answers how many. */
export async function watchQueues(app: App): Promise<number> {
  const now = app.clock.now();
  let told = 0;
  for (const ticket of await ticketsAway(app.db, plusDays(now.slice(0, 10) as CivilDate, -1), BATCH)) {
    const shown = await ticketForMessages(app.db, ticket.id, now);
    if (!shown?.expected || !mustLeave(shown.expected, ticket.awayMinutes ?? 0, now)) continue;
    await inTransaction(app.db, async (trx) => {
      if (!(await noteLeaveTold(trx, ticket, now))) return;
      told++;
      await record(trx, app.ids, now, {
        actor: SYSTEM,
        verb: "ticket.leave-now",
        subject: { kind: "ticket", id: ticket.id },
        pointId: ticket.pointId,
        before: {},
        after: { until: shown.expected!.from },
      });
    });
  }
  return told;
}

/** Ends numbers of days that are over where the point is not open on since; what was called counts as served, all others are told. Answers how many. */
export async function endOldTickets(app: App): Promise<number> {
  const now = app.clock.now();
  let ended = 0;
  for (const zone of await zonesOf(app.db)) {
    // Lines that go on over midnight, so that they keep no room from those that are over.
    const going: string[] = [];
    for (let old; (old = await ticketsLeftOver(app.db, zone, dateIn(zone, now), going, BATCH)).length > 0;) {
      for (const ticket of old) {
        if (going.includes(ticket.serviceId)) continue;
        if (await goesOn(app, ticket, now)) going.push(ticket.serviceId);
        else ended += await inTransaction(app.db, (trx) => leaveInside(app, trx, ticket, now));
      }
    }
  }
  return ended;
}

/** Whether a number of yesterday is still called: the point has been open since, and slots do not end the service's day. */
async function goesOn(app: App, ticket: Ticket, now: Instant): Promise<boolean> {
  const point = await findPoint(app.db, ticket.pointId);
  const service = await findService(app.db, ticket.serviceId);
  if (!point || !service || isBookable(service)) return false;
  const yesterday = plusDays(dateIn(point.zone, now), -1);
  const { hours, dated } = await readHours(app.db, point, yesterday);
  return (
    ticket.date === yesterday && hours !== undefined && isOpenSinceMidnight(hours, dated, point.zone, app.calendar, now)
  );
}

/** Ends an open number by itself, inside the caller's transaction. Answers how many it did. */
async function leaveInside(app: App, trx: Db, ticket: Ticket, now: Instant): Promise<number> {
  const to = ticket.state === "called" ? "served" : "left";
  if (!(await setTicket(trx, ticket, to, now))) return 0;
  if (to === "left")
    await freePlaces(app, trx, ticket.serviceId, [ticket.date], now, (raise) =>
      raise.giveNumberBack(trx, { id: ticket.serviceId, pointId: ticket.pointId }, ticket.date),
    );
  await record(trx, app.ids, now, {
    actor: SYSTEM,
    verb: `ticket.${to}`,
    subject: { kind: "ticket", id: ticket.id },
    pointId: ticket.pointId,
    before: { state: ticket.state },
    after: { state: to, number: ticket.number },
  });
  return 1;
}

/** Gives a device's numbers to another, inside the caller's transaction. Of two in one line the one that is called, else the lower, stays. */
export async function joinTickets(app: App, trx: Db, from: string, to: string, now: Instant): Promise<void> {
  for (const ticket of await openTicketsOf(trx, from)) {
    const other = await openTicketOf(trx, to, ticket);
    if (!other) continue;
    const stays =
      (other.state === "called") === (ticket.state === "called")
        ? other.number < ticket.number
        : other.state === "called";
    await leaveInside(app, trx, stays ? ticket : other, now);
  }
  await moveTickets(trx, from, to);
}
