import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { TicketsTable } from "#db/tables/visiting/tickets.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";
import type { Ticket, TicketState } from "./ticket.ts";

export const toTicket = (row: Selectable<TicketsTable>): Ticket => ({
  id: row.id,
  pointId: row.point_id,
  serviceId: row.service_id,
  date: row.date as CivilDate,
  number: row.number,
  deviceId: row.device_id,
  state: row.state,
  station: row.station,
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
  calledAt: row.called_at as Instant | null,
  calls: row.calls,
  holdUntil: row.hold_until as Instant | null,
  holds: row.holds,
  awayMinutes: row.away_minutes,
});

export type QueueDay = { pointId: string; serviceId: string; date: CivilDate };

/** The next number of a service's day. */
export async function nextNumber(trx: Db, { pointId, serviceId, date }: QueueDay): Promise<number> {
  const row = await trx
    .insertInto("ticket_numbers")
    .values({ point_id: pointId, service_id: serviceId, date, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["point_id", "service_id", "date"])
        .doUpdateSet((eb) => ({ last: eb("ticket_numbers.last", "+", 1) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return row.last;
}

export async function insertTicket(trx: Db, ticket: Ticket, madeBy: string | null): Promise<void> {
  await trx
    .insertInto("tickets")
    .values({
      point_id: ticket.pointId,
      id: ticket.id,
      service_id: ticket.serviceId,
      date: ticket.date,
      number: ticket.number,
      device_id: ticket.deviceId,
      state: ticket.state,
      made_by: madeBy,
      created_at: ticket.createdAt,
      updated_at: ticket.updatedAt,
      called_at: null,
      hold_until: null,
      away_minutes: null,
      leave_told_at: null,
    })
    .execute();
}

/** One ticket of its rider only. */
export async function ticketOf(db: Db, deviceId: string, id: string): Promise<Ticket | undefined> {
  const row = await db
    .selectFrom("tickets")
    .selectAll()
    .where("id", "=", id)
    .where("device_id", "=", deviceId)
    .executeTakeFirst();
  return row && toTicket(row);
}

/** One ticket of a point, for its desk. */
export async function ticketAt(db: Db, pointId: string, id: string): Promise<Ticket | undefined> {
  const row = await db
    .selectFrom("tickets")
    .selectAll()
    .where("id", "=", id)
    .where("point_id", "=", pointId)
    .executeTakeFirst();
  return row && toTicket(row);
}

/** One ticket for the system's own work: never the answer to a request. */
export async function ticketForSystem(db: Db, id: string): Promise<Ticket | undefined> {
  const row = await db.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toTicket(row);
}

/** A rider's ticket of a service's day that is still open. */
export async function openTicketOf(db: Db, deviceId: string, day: QueueDay): Promise<Ticket | undefined> {
  const row = await db
    .selectFrom("tickets")
    .selectAll()
    .where("device_id", "=", deviceId)
    .where("point_id", "=", day.pointId)
    .where("service_id", "=", day.serviceId)
    .where("date", "=", day.date)
    .where("state", "in", ["waiting", "held", "called"])
    .executeTakeFirst();
  return row && toTicket(row);
}

/** A rider's open tickets, and those that were skipped, from a date on. */
export async function ticketsOfRider(db: Db, deviceId: string, since: CivilDate): Promise<Ticket[]> {
  const rows = await db
    .selectFrom("tickets")
    .selectAll()
    .where("device_id", "=", deviceId)
    .where("date", ">=", since)
    .where("state", "in", ["waiting", "held", "called", "skipped"])
    .orderBy("created_at")
    .limit(20)
    .execute();
  return rows.map(toTicket);
}

/** Changes a ticket if its state is still `ticket.state`; false when somebody was quicker. */
export async function setTicket(
  trx: Db,
  ticket: Ticket,
  to: TicketState,
  now: Instant,
  more: { station?: string; called?: boolean; holdUntil?: Instant; awayMinutes?: number; held?: boolean } = {},
): Promise<boolean> {
  const row = await trx
    .updateTable("tickets")
    .set((eb) => ({
      state: to,
      updated_at: now,
      hold_until: more.holdUntil ?? null,
      ...(more.station !== undefined && { station: more.station }),
      ...(more.called && { called_at: now, calls: eb("calls", "+", 1) }),
      ...(more.held && { holds: eb("holds", "+", 1), leave_told_at: null }),
      ...(to === "waiting" && { away_minutes: null }),
      ...(more.awayMinutes !== undefined && { away_minutes: more.awayMinutes }),
    }))
    .where("point_id", "=", ticket.pointId)
    .where("id", "=", ticket.id)
    .where("state", "=", ticket.state)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Open tickets of days before a date, at points that keep a zone; those of `skip` left out. */
export async function ticketsLeftOver(
  db: Db,
  zone: Zone,
  before: CivilDate,
  skip: string[],
  limit: number,
): Promise<Ticket[]> {
  let query = db
    .selectFrom("tickets")
    .innerJoin("points", "points.id", "tickets.point_id")
    .innerJoin("cities", "cities.id", "points.city_id")
    .selectAll("tickets")
    .where("tickets.state", "in", IN_LINE)
    .where("tickets.date", "<", before)
    .where("cities.zone", "=", zone);
  if (skip.length > 0) query = query.where("tickets.service_id", "not in", skip);
  return (await query.orderBy("tickets.date").orderBy("tickets.id").limit(limit).execute()).map(toTicket);
}

/** Open tickets of a device, oldest first. */
export async function openTicketsOf(db: Db, deviceId: string): Promise<Ticket[]> {
  return (
    await db
      .selectFrom("tickets")
      .selectAll()
      .where("device_id", "=", deviceId)
      .where("state", "in", ["waiting", "held", "called"])
      .orderBy("id")
      .execute()
  ).map(toTicket);
}

/** Gives a device's tickets to another, which stands in none of the same lines. */
export async function moveTickets(trx: Db, from: string, to: string): Promise<void> {
  await trx.updateTable("tickets").set({ device_id: to }).where("device_id", "=", from).execute();
}

// A line that goes on over midnight stands before that of the new day.
export const dayBefore = (date: CivilDate): CivilDate => plusDays(date, -1);

export const IN_LINE = ["waiting", "held", "called"] as const;

/** What a window has called and not yet finished. */
export async function calledAt(db: Db, day: QueueDay, station: string): Promise<Ticket[]> {
  const rows = await db
    .selectFrom("tickets")
    .selectAll()
    .where("point_id", "=", day.pointId)
    .where("service_id", "=", day.serviceId)
    .where("date", "in", [dayBefore(day.date), day.date])
    .where("state", "=", "called")
    .where("station", "=", station)
    .orderBy("called_at")
    .execute();
  return rows.map(toTicket);
}
