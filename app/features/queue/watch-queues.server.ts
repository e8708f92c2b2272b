import type { Db } from "#db/connection.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { giveNumberBack } from "#app/features/slots/take-number.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import { SYSTEM } from "#app/features/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { ticketForMessages } from "./show-ticket.server.ts";
import { mustLeave } from "./ticket.ts";
import { moveTickets, noteLeaveTold, setTicket, ticketsAway, ticketsLeftOver } from "./tickets.store.server.ts";

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
        actor: SYSTEM, verb: "ticket.leave-now", subject: { kind: "ticket", id: ticket.id }, pointId: ticket.pointId, before: {}, after: { until: shown.expected!.from },
      });
    });
  }
  return told;
}

/** Ends numbers of days that are over; what was called counts as served. Answers how many. */
export async function endOldTickets(app: App): Promise<number> {
  const now = app.clock.now();
  // Points west of here may still have yesterday: a day is over when it is over everywhere.
  const old = await ticketsLeftOver(app.db, plusDays(now.slice(0, 10) as CivilDate, -1), BATCH);
  for (const ticket of old) {
    await inTransaction(app.db, async (trx) => {
      const to = ticket.state === "called" ? "served" : "left";
      if (!(await setTicket(trx, ticket, to, now))) return;
      if (to === "left") await giveNumberBack(trx, { id: ticket.serviceId, pointId: ticket.pointId }, ticket.date);
      await record(trx, app.ids, now, {
        actor: SYSTEM, verb: `ticket.${to}`, subject: { kind: "ticket", id: ticket.id }, pointId: ticket.pointId, before: { state: ticket.state }, after: { state: to, number: ticket.number },
      });
    });
  }
  return old.length;
}

/** Gives a device's numbers to another, inside the caller's transaction. */
export async function joinTickets(trx: Db, from: string, to: string): Promise<void> {
  await moveTickets(trx, from, to);
}
