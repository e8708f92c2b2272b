import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { TicketsTable } from "#db/tables/tickets.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";
import type { Call, Ticket, TicketState } from "./ticket.ts";

const toTicket = (row: Selectable<TicketsTable>): Ticket => ({
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

type QueueDay = { pointId: string; serviceId: string; date: CivilDate };

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

// A line that goes on over midnight stands before that of the new day.
const IN_LINE = ["waiting", "held", "called"] as const;
const dayBefore = (date: CivilDate): CivilDate => plusDays(date, -1);

/** Tickets of a point's date, and those of the day before that are still in line, by service, date and number. */
export async function ticketsOnDay(db: Db, pointId: string, date: CivilDate): Promise<Ticket[]> {
  const rows = await db
    .selectFrom("tickets")
    .selectAll()
    .where("point_id", "=", pointId)
    .where((eb) =>
      eb.or([eb("date", "=", date), eb.and([eb("date", "=", dayBefore(date)), eb("state", "in", IN_LINE)])]),
    )
    .orderBy("service_id")
    .orderBy("date")
    .orderBy("number")
    .limit(2000)
    .execute();
  return rows.map(toTicket);
}

/** How many wait in front of a number of a service's day: lower ones, and those of the day before. */
export async function countAhead(db: Db, day: QueueDay, number: number, now: Instant): Promise<number> {
  const row = await db
    .selectFrom("tickets")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("point_id", "=", day.pointId)
    .where("service_id", "=", day.serviceId)
    .where((eb) =>
      eb.or([eb.and([eb("date", "=", day.date), eb("number", "<", number)]), eb("date", "=", dayBefore(day.date))]),
    )
    .where((eb) =>
      eb.or([eb("state", "=", "waiting"), eb.and([eb("state", "=", "held"), eb("hold_until", "<=", now)])]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** When numbers of a service's day were called, and where. */
export async function callsOn(db: Db, day: QueueDay): Promise<Call[]> {
  const rows = await db
    .selectFrom("tickets")
    .select(["called_at", "station"])
    .where("point_id", "=", day.pointId)
    .where("service_id", "=", day.serviceId)
    .where("date", "=", day.date)
    .where("called_at", "is not", null)
    .execute();
  return rows.map((row) => ({ at: row.called_at as Instant, station: row.station }));
}

/** Calls the number that waits longest, or whose hold is over, to a window, of the day before first: one statement, so that no number is called twice. */
export async function callLowest(trx: Db, day: QueueDay, station: string, now: Instant): Promise<Ticket | undefined> {
  const row = await trx
    .updateTable("tickets")
    .set((eb) => ({
      state: "called" as const,
      station,
      called_at: now,
      updated_at: now,
      calls: eb("calls", "+", 1),
      hold_until: null,
    }))
    .where("point_id", "=", day.pointId)
    .where("id", "=", (eb) =>
      eb
        .selectFrom("tickets")
        .select("id")
        .where("point_id", "=", day.pointId)
        .where("service_id", "=", day.serviceId)
        .where("date", "in", [dayBefore(day.date), day.date])
        .where((or) =>
          or.or([or("state", "=", "waiting"), or.and([or("state", "=", "held"), or("hold_until", "<=", now)])]),
        )
        .orderBy("date")
        .orderBy("number")
        .limit(1),
    )
    .where("state", "in", ["waiting", "held"])
    .returningAll()
    .executeTakeFirst();
  return row && toTicket(row);
}

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

/** Tickets whose riders are away and were not told to leave yet, of dates from `since` on. */
export async function ticketsAway(db: Db, since: CivilDate, limit: number): Promise<Ticket[]> {
  const rows = await db
    .selectFrom("tickets")
    .selectAll()
    .where("away_minutes", "is not", null)
    .where("leave_told_at", "is", null)
    .where("state", "in", ["waiting", "held"])
    .where("date", ">=", since)
    .limit(limit)
    .execute();
  return rows.map(toTicket);
}

/** Notes that a rider was told to leave; false when that was done before. */
export async function noteLeaveTold(trx: Db, ticket: Ticket, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("tickets")
    .set({ leave_told_at: now })
    .where("point_id", "=", ticket.pointId)
    .where("id", "=", ticket.id)
    .where("leave_told_at", "is", null)
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
