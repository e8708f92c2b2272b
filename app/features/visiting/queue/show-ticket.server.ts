import type { Db } from "#db/db.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable, queueLetter, type Service } from "#app/features/visiting/services/service.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import {
  afterHold,
  expectedCall,
  isHeld,
  isOpen,
  paceOf,
  ticketLabel,
  type Expected,
  type Running,
  type Ticket,
} from "./ticket.ts";
import { ticketForSystem, ticketOf, ticketsOfRider } from "./tickets.store.server.ts";
import { callsOn, countAhead, ticketsOnDay } from "./line.store.server.ts";

/** A ticket as it stands: its place in line and when it may be called. */
export interface ShownTicket {
  ticket: Ticket;
  label: string;
  ahead: number;
  /** Null when it will not be called today as things stand. */
  expected: Expected | null;
  /** Whether the day may end before it is called. */
  doubtful: boolean;
  /** Whether its day is over. */
  past: boolean;
  service: Service;
  point: Point;
}

/** One ticket of its rider. */
export async function showTicket(db: Db, rider: Rider, id: string, now: Instant): Promise<ShownTicket | undefined> {
  return withPlace(db, await ticketOf(db, rider.deviceId, id), now);
}

/** One ticket for messages about it, or as the answer to staff who just made or called it: never found by a stranger's id. */
export async function ticketForMessages(db: Db, id: string, now: Instant): Promise<ShownTicket | undefined> {
  return withPlace(db, await ticketForSystem(db, id), now);
}

/** A rider's tickets of today that are not over. */
export async function listTickets(db: Db, rider: Rider, now: Instant): Promise<ShownTicket[]> {
  const shown: ShownTicket[] = [];
  for (const ticket of await ticketsOfRider(db, rider.deviceId, plusDays(now.slice(0, 10) as CivilDate, -1))) {
    const found = await withPlace(db, ticket, now);
    if (
      found &&
      found.ticket.date >= plusDays(dateIn(found.point.zone, now), found.ticket.state === "skipped" ? 0 : -1)
    )
      shown.push(found);
  }
  return shown;
}

async function withPlace(db: Db, ticket: Ticket | undefined, now: Instant): Promise<ShownTicket | undefined> {
  if (!ticket) return undefined;
  const services = await findServicesOf(db, ticket.pointId);
  const service = services.find(({ id }) => id === ticket.serviceId);
  const point = await findPoint(db, ticket.pointId);
  if (!service || !point) return undefined;
  const waits = ticket.state === "waiting" || ticket.state === "held";
  const ahead = waits ? await countAhead(db, ticket, ticket.number, now) : 0;
  const calls = waits ? await callsOn(db, ticket) : [];
  const last = calls
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const running = waits ? await findRunning(db, service, ticket.date) : "always";
  const span = typeof running === "string" ? undefined : running;
  // After its day's midnight nobody knows when a number is called, if it is.
  const past = ticket.date < dateIn(point.zone, now);
  const over = past || running === "not" || (span !== undefined && span.to <= now);
  // Before the first slot nobody is called: the line moves from then on.
  const begin = span && span.from > now ? span.from : now;
  const held = isHeld(ticket, now);
  const inLine = waits && !over ? expectedCall(ahead, paceOf(calls, service.minutes), last, begin) : null;
  const expected = inLine && held ? afterHold(inLine, ticket.holdUntil!) : inLine;
  return {
    ticket: ticket.state === "held" && !held ? { ...ticket, state: "waiting", holdUntil: null } : ticket,
    service,
    point,
    ahead,
    label: ticketLabel(queueLetter(services, service.id), ticket.number),
    expected,
    past,
    doubtful: waits && (over || (span !== undefined && expected !== null && expected.to > span.to)),
  };
}

/** When a service serves on a date: `always` where no slots bound it, `not` where it has none on that date. */
export async function findRunning(db: Db, service: Service, date: CivilDate): Promise<Running | "always" | "not"> {
  if (!isBookable(service)) return "always";
  const { slots, days } = await findSlots(db, service, date, date);
  const open = slots.filter(({ closed }) => !closed);
  if (days.get(date)?.closed || open.length === 0) return "not";
  return {
    from: open.map(({ start }) => start).sort()[0]!,
    to: open
      .map(({ end }) => end)
      .sort()
      .at(-1)!,
  };
}

/** A queue as the desk sees it: who is called, who waits, who was passed over. */
export interface ShownQueue {
  serviceId: string;
  letter: string;
  called: Ticket[];
  waiting: Ticket[];
  skipped: Ticket[];
  /** Who was finished last: what a wrong press can be taken back from. */
  lastServed: Ticket | null;
  served: number;
}

/** The queues of a point's date, a service each. */
export async function listQueues(db: Db, pointId: string, date: CivilDate, services: Service[]): Promise<ShownQueue[]> {
  const tickets = await ticketsOnDay(db, pointId, date);
  return services.map((service) => {
    const mine = tickets.filter(({ serviceId }) => serviceId === service.id);
    return {
      serviceId: service.id,
      letter: queueLetter(services, service.id),
      called: mine
        .filter(({ state }) => state === "called")
        .sort((a, b) => ((a.calledAt ?? "") < (b.calledAt ?? "") ? -1 : 1)),
      lastServed:
        mine.filter(({ state }) => state === "served").sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0] ?? null,
      waiting: mine.filter(({ state }) => isOpen(state) && state !== "called"),
      skipped: mine.filter(({ state }) => state === "skipped"),
      served: mine.filter(({ state }) => state === "served").length,
    };
  });
}
