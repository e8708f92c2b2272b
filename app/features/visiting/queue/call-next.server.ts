import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { signDoor } from "#app/features/places/doors/sign-door.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";
import { takeNumber } from "#app/features/visiting/slots/take-number.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { canStep, countsInDay, isOpen, type Ticket, type TicketState } from "./ticket.ts";
import { openTicketOf, setTicket, ticketAt } from "./tickets.store.server.ts";
import { callLowest } from "./line.store.server.ts";
import { calledAt } from "./tickets.store.server.ts";

export type Called = { kind: "called"; ticket: Ticket } | { kind: "nobody" } | { kind: "no-such-service" };

/**
 * Calls the next number to a window and finishes what that window had called before. `seen` is the number that the presser
 * saw there (null for none): when somebody called another meanwhile, that one is answered and nobody is called twice over.
 */
export async function callNext(
  app: App,
  actor: Actor,
  pointId: string,
  serviceId: string,
  station: string,
  seen?: string | null,
): Promise<Called> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Called> => {
    const service = await findService(trx, serviceId);
    const point = service && (await findPoint(trx, service.pointId));
    if (!service || !point || point.id !== pointId) return { kind: "no-such-service" };
    const day = { pointId, serviceId, date: dateIn(point.zone, now) };
    const before = await calledAt(trx, day, station);
    const current = before.at(-1);
    if (seen !== undefined && current && current.id !== seen) return { kind: "called", ticket: current };
    for (const ticket of before) await step(app, trx, actor, ticket, "served", now);
    const ticket = await callLowest(trx, day, station, now);
    await signDoor(trx, pointId, now);
    if (!ticket) return { kind: "nobody" };
    await note(app, trx, actor, ticket, "called", { state: "waiting" }, now, { station });
    return { kind: "called", ticket };
  });
}

export type TicketStepped =
  | { kind: "stepped"; ticket: Ticket }
  | { kind: "no-such-ticket" }
  | { kind: "not-possible"; state: TicketState }
  | { kind: "quota-spent" }
  /** Its holder stands in that line with another number. */
  | { kind: "in-line-already"; number: number };

/** The desk serves, skips, recalls or calls a number again, or sends its holder away. */
export async function stepTicket(
  app: App,
  actor: Actor,
  pointId: string,
  id: string,
  to: Exclude<TicketState, "held">,
  station?: string,
): Promise<TicketStepped> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<TicketStepped> => {
    const ticket = await ticketAt(trx, pointId, id);
    if (!ticket) return { kind: "no-such-ticket" };
    const again = ticket.state === "called" && to === "called";
    if (ticket.state === to && !again) return { kind: "stepped", ticket };
    if (!again && !canStep(ticket.state, to)) return { kind: "not-possible", state: ticket.state };
    const other =
      isOpen(to) && !isOpen(ticket.state) && ticket.deviceId
        ? await openTicketOf(trx, ticket.deviceId, ticket)
        : undefined;
    if (other) return { kind: "in-line-already", number: other.number };
    if (!countsInDay(ticket.state) && countsInDay(to)) {
      const service = await findService(trx, ticket.serviceId);
      if (!service || !(await takeNumber(trx, service, ticket.date))) return { kind: "quota-spent" };
    }
    const more = to === "called" ? { called: true, ...(station !== undefined && { station }) } : {};
    invariant(await setTicket(trx, ticket, to, now, more), "a ticket changed under its own transaction");
    await note(app, trx, actor, ticket, to, { state: ticket.state }, now, station === undefined ? {} : { station });
    if (countsInDay(ticket.state) && !countsInDay(to))
      await freePlaces(app, trx, ticket.serviceId, [ticket.date], now, (raise) =>
        raise.giveNumberBack(trx, { id: ticket.serviceId, pointId }, ticket.date),
      );
    await signDoor(trx, pointId, now);
    return { kind: "stepped", ticket: (await ticketAt(trx, pointId, id))! };
  });
}

async function step(app: App, trx: Db, actor: Actor, ticket: Ticket, to: TicketState, now: Instant): Promise<void> {
  if (await setTicket(trx, ticket, to, now)) await note(app, trx, actor, ticket, to, { state: ticket.state }, now, {});
}

async function note(
  app: App,
  trx: Db,
  actor: Actor,
  ticket: Ticket,
  to: TicketState,
  before: { state: string },
  now: Instant,
  more: { station?: string },
): Promise<void> {
  await record(trx, app.ids, now, {
    actor,
    verb: `ticket.${to}`,
    subject: { kind: "ticket", id: ticket.id },
    pointId: ticket.pointId,
    before,
    after: { state: to, number: ticket.number, service: ticket.serviceId, ...more },
  });
}
