import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Call, Ticket } from "./ticket.ts";
import { toTicket, type QueueDay, IN_LINE, dayBefore } from "./tickets.store.server.ts";

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
