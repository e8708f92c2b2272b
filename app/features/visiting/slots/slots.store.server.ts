import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import { rows } from "#db/rows.server.ts";
import type { SlotsTable } from "#db/tables/visiting/slots.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { SlotCut } from "./cut-slots.ts";
import type { ServiceDay, Slot } from "./slot.ts";

const toSlot = (row: Selectable<SlotsTable>): Slot => ({
  id: row.id,
  pointId: row.point_id,
  serviceId: row.service_id,
  date: row.date as CivilDate,
  start: row.starts_at as Instant,
  end: row.ends_at as Instant,
  capacity: row.capacity,
  booked: row.booked,
  closed: row.closed === 1,
});

export async function slotOf(db: Db, id: string): Promise<Slot | undefined> {
  const [row] = await rows<Selectable<SlotsTable>>(db, "select * from slots where id = ?", [id]);
  return row && toSlot(row);
}

/** Slots of a service from one date to another, both included, earliest first. */
export async function slotsOf(db: Db, serviceId: string, from: CivilDate, to: CivilDate): Promise<Slot[]> {
  const found = await db
    .selectFrom("slots")
    .selectAll()
    .where("service_id", "=", serviceId)
    .where("date", ">=", from)
    .where("date", "<=", to)
    .orderBy("starts_at")
    .execute();
  return found.map(toSlot);
}

/** The days of a service that have a row, by date. */
export async function daysOf(
  db: Db,
  service: { pointId: string; id: string },
  from: CivilDate,
  to: CivilDate,
): Promise<Map<CivilDate, ServiceDay>> {
  const found = await db
    .selectFrom("service_days")
    .selectAll()
    .where("point_id", "=", service.pointId)
    .where("service_id", "=", service.id)
    .where("date", ">=", from)
    .where("date", "<=", to)
    .execute();
  return new Map(
    found.map((row) => [
      row.date as CivilDate,
      { date: row.date as CivilDate, quota: row.quota, booked: row.booked, closed: row.closed === 1 },
    ]),
  );
}

export interface NextFree {
  slotId: string;
  serviceId: string;
  start: Instant;
  date: CivilDate;
  /** Places left in the slot, no more than the day has. */
  remaining: number;
  /** What can still be had of the day's quota, and the quota. */
  dayLeft: number | null;
  dayQuota: number | null;
}

/** The first slot of each service that can be taken after `after`; services without one are left out. */
export async function nextFreeSlots(
  db: Db,
  services: { id: string; after: Instant }[],
): Promise<Map<string, NextFree>> {
  const free = new Map<string, NextFree>();
  for (const { id, after } of services) {
    const [row] = await rows<{
      id: string;
      starts_at: string;
      date: string;
      left: number;
      quota: number | null;
      day_booked: number | null;
      ahead: number;
    }>(
      db,
      `select s.id, s.starts_at, s.date, s.capacity - s.booked as "left", d.quota, d.booked as day_booked,
          (select sum(o.capacity - o.booked) from slots o where o.service_id = s.service_id and o.date = s.date
            and o.starts_at > ? and o.closed = 0) as ahead
        from slots s left join service_days d on d.point_id = s.point_id and d.service_id = s.service_id and d.date = s.date
        where s.service_id = ? and s.date >= ? and s.starts_at > ? and s.booked < s.capacity and s.closed = 0
          and (d.date is null or (d.closed = 0 and (d.quota is null or d.booked < d.quota)))
        order by s.service_id, s.date, s.starts_at limit 1`,
      [after, id, after.slice(0, 10), after],
    );
    if (!row) continue;
    // Numbers whose times have passed are nobody's any more.
    const dayLeft = row.quota === null ? null : Math.min(row.quota - (row.day_booked ?? 0), row.ahead);
    free.set(id, {
      slotId: row.id,
      serviceId: id,
      start: row.starts_at as Instant,
      date: row.date as CivilDate,
      remaining: dayLeft === null ? row.left : Math.min(row.left, dayLeft),
      dayLeft,
      dayQuota: row.quota,
    });
  }
  return free;
}

/** Points of a list that have a place left on `date` after `after`. */
export async function pointsWithPlaces(
  db: Db,
  pointIds: string[],
  date: CivilDate,
  after: Instant,
): Promise<Set<string>> {
  if (pointIds.length === 0) return new Set();
  const found = await db
    .selectFrom("slots")
    .leftJoin("service_days", (join) =>
      join
        .onRef("service_days.point_id", "=", "slots.point_id")
        .onRef("service_days.service_id", "=", "slots.service_id")
        .onRef("service_days.date", "=", "slots.date"),
    )
    .select("slots.point_id")
    .distinct()
    .where("slots.point_id", "in", pointIds)
    .where("slots.date", "=", date)
    .where("slots.starts_at", ">", after)
    .where("slots.closed", "=", 0)
    .whereRef("slots.booked", "<", "slots.capacity")
    .where((eb) =>
      eb.or([
        eb("service_days.date", "is", null),
        eb.and([
          eb("service_days.closed", "=", 0),
          eb.or([eb("service_days.quota", "is", null), eb("service_days.booked", "<", eb.ref("service_days.quota"))]),
        ]),
      ]),
    )
    .execute();
  return new Set(found.map((row) => row.point_id));
}

/** Takes one place of a slot, if one is left and it is open; the CHECK on the table stands behind. */
export async function countSlotUp(trx: Db, slot: Pick<Slot, "pointId" | "id">): Promise<boolean> {
  const taken = await rows(
    trx,
    "update slots set booked = booked + 1, used = 1 where point_id = ? and id = ? and closed = 0 and booked < capacity returning id",
    [slot.pointId, slot.id],
  );
  return taken.length > 0;
}

export async function countSlotDown(trx: Db, slot: Pick<Slot, "pointId" | "id">): Promise<boolean> {
  const row = await trx
    .updateTable("slots")
    .set((eb) => ({ booked: eb("booked", "-", 1) }))
    .where("point_id", "=", slot.pointId)
    .where("id", "=", slot.id)
    .where("booked", ">", 0)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertSlots(
  trx: Db,
  service: { pointId: string; id: string },
  cuts: (SlotCut & { id: string })[],
): Promise<void> {
  for (let at = 0; at < cuts.length; at += 100) {
    await trx
      .insertInto("slots")
      .values(
        cuts
          .slice(at, at + 100)
          .map((cut) => ({
            point_id: service.pointId,
            id: cut.id,
            service_id: service.id,
            date: cut.date,
            starts_at: cut.start,
            ends_at: cut.end,
            capacity: cut.capacity,
          })),
      )
      .execute();
  }
}

/** Changes a slot that nobody has booked; one with bookings is left as it is. */
export async function reshapeSlot(
  trx: Db,
  slot: Pick<Slot, "pointId" | "id">,
  to: { end: Instant; capacity: number },
): Promise<void> {
  await trx
    .updateTable("slots")
    .set({ ends_at: to.end, capacity: to.capacity })
    .where("point_id", "=", slot.pointId)
    .where("id", "=", slot.id)
    .where("used", "=", 0)
    .execute();
}

/** Deletes slots that nobody ever booked or waited for. */
export async function deleteUnusedSlots(trx: Db, pointId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom("slots").where("point_id", "=", pointId).where("id", "in", ids).where("used", "=", 0).execute();
}

/** Keeps a slot from being remade: somebody waits for it. */
export async function markUsed(trx: Db, slot: Pick<Slot, "pointId" | "id">): Promise<void> {
  await trx
    .updateTable("slots")
    .set({ used: 1 })
    .where("point_id", "=", slot.pointId)
    .where("id", "=", slot.id)
    .execute();
}

/** Gives a slot another number of places; false when more are taken. */
export async function setSlotCapacity(trx: Db, slot: Pick<Slot, "pointId" | "id">, capacity: number): Promise<boolean> {
  const row = await trx
    .updateTable("slots")
    .set({ capacity, used: 1 })
    .where("point_id", "=", slot.pointId)
    .where("id", "=", slot.id)
    .where("booked", "<=", capacity)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Closes slots, or opens them; what the desk touched is not remade. */
export async function setSlotsClosed(trx: Db, pointId: string, ids: string[], closed: boolean): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable("slots")
    .set({ closed: closed ? 1 : 0, used: 1 })
    .where("point_id", "=", pointId)
    .where("id", "in", ids)
    .execute();
}
