import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Facts } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { canStep, HOLD, type Ticket, type TicketState } from "./ticket.ts";
import { setTicket, ticketOf } from "./tickets.store.server.ts";

export type TicketChanged =
  | { kind: "changed"; ticket: Ticket }
  | { kind: "no-such-ticket" }
  | { kind: "not-possible"; state: TicketState }
  | { kind: "held-too-often" };

/** Keeps a rider's place while they deliver: they are passed over, and keep their number. `awayMinutes` says how far back they are. */
export async function holdTicket(
  app: App,
  rider: Rider,
  id: string,
  minutes: number,
  awayMinutes: number,
): Promise<TicketChanged> {
  const now = app.clock.now();
  return change(app, rider, id, "held", { holdUntil: plusMinutes(now, minutes), awayMinutes, held: true }, { minutes });
}

/** A rider is back in the line, at their old place. */
export async function resumeTicket(app: App, rider: Rider, id: string): Promise<TicketChanged> {
  return change(app, rider, id, "waiting", {}, {});
}

/** A rider gives their number back; again changes nothing. */
export async function leaveQueue(app: App, rider: Rider, id: string): Promise<TicketChanged> {
  return change(app, rider, id, "left", {}, {});
}

/** A rider's own step of their ticket, inside the caller's transaction, which has checked that it may be taken. */
export async function stepInside(
  app: App,
  trx: Db,
  rider: Rider,
  ticket: Ticket,
  to: TicketState,
  now: Instant,
  more: Parameters<typeof setTicket>[4] = {},
  facts: Facts = {},
): Promise<void> {
  invariant(await setTicket(trx, ticket, to, now, more), "a ticket changed under its own transaction");
  if (to === "left")
    await freePlaces(app, trx, ticket.serviceId, [ticket.date], now, (raise) =>
      raise.giveNumberBack(trx, { id: ticket.serviceId, pointId: ticket.pointId }, ticket.date),
    );
  await record(trx, app.ids, now, {
    actor: { kind: "rider", id: rider.deviceId },
    verb: `ticket.${to}`,
    subject: { kind: "ticket", id: ticket.id },
    pointId: ticket.pointId,
    before: { state: ticket.state },
    after: { state: to, number: ticket.number, ...facts },
  });
}

async function change(
  app: App,
  rider: Rider,
  id: string,
  to: TicketState,
  more: Parameters<typeof setTicket>[4],
  facts: Facts,
): Promise<TicketChanged> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<TicketChanged> => {
    const ticket = await ticketOf(trx, rider.deviceId, id);
    if (!ticket) return { kind: "no-such-ticket" };
    const longer = ticket.state === "held" && to === "held";
    // A hold that adds less than a minute is a second press, and uses up none.
    const again =
      longer &&
      ticket.holdUntil !== null &&
      more?.holdUntil != null &&
      more.holdUntil < plusMinutes(ticket.holdUntil, 1);
    if (again || (ticket.state === to && !longer)) return { kind: "changed", ticket };
    if (!longer && !canStep(ticket.state, to)) return { kind: "not-possible", state: ticket.state };
    // A number that was called and missed is the desk's to recall.
    if (ticket.state === "called" && to === "waiting") return { kind: "not-possible", state: ticket.state };
    if (ticket.state === "skipped" && to === "waiting") return { kind: "not-possible", state: ticket.state };
    if (to === "held" && ticket.holds >= HOLD.times) return { kind: "held-too-often" };
    await stepInside(app, trx, rider, ticket, to, now, more, facts);
    return { kind: "changed", ticket: (await ticketOf(trx, rider.deviceId, id))! };
  });
}
