import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { ClosuresTable } from "#db/tables/visiting/closures.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Booking } from "#app/features/visiting/bookings/booking.ts";
import type { Closure, ClosureMove } from "./closure.ts";

const toClosure = (row: Selectable<ClosuresTable>): Closure => ({
  id: row.id,
  pointId: row.point_id,
  serviceId: row.service_id,
  date: row.date as CivilDate,
  slotIds: JSON.parse(row.slot_ids) as string[],
  wholeDay: row.whole_day === 1,
  madeAt: row.made_at as Instant,
  undoUntil: row.undo_until as Instant,
  undoneAt: row.undone_at as Instant | null,
});

export async function insertClosure(trx: Db, closure: Closure, madeBy: string): Promise<void> {
  await trx
    .insertInto("closures")
    .values({
      point_id: closure.pointId,
      id: closure.id,
      service_id: closure.serviceId,
      date: closure.date,
      slot_ids: JSON.stringify(closure.slotIds),
      whole_day: closure.wholeDay ? 1 : 0,
      made_by: madeBy,
      made_at: closure.madeAt,
      undo_until: closure.undoUntil,
      undone_at: null,
    })
    .execute();
}

export async function insertMove(trx: Db, closure: Closure, move: ClosureMove): Promise<void> {
  await trx
    .insertInto("closure_moves")
    .values({
      point_id: closure.pointId,
      closure_id: closure.id,
      booking_id: move.bookingId,
      from_slot_id: move.fromSlotId,
      to_slot_id: move.toSlotId,
    })
    .execute();
}

export async function closureById(db: Db, pointId: string, id: string): Promise<Closure | undefined> {
  const row = await db
    .selectFrom("closures")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toClosure(row);
}

export async function movesOf(db: Db, closure: Closure): Promise<ClosureMove[]> {
  const rows = await db
    .selectFrom("closure_moves")
    .selectAll()
    .where("point_id", "=", closure.pointId)
    .where("closure_id", "=", closure.id)
    .execute();
  return rows.map((row) => ({ bookingId: row.booking_id, fromSlotId: row.from_slot_id, toSlotId: row.to_slot_id }));
}

/** Marks a closure as undone while it can be; false when its minute is over or it was undone before. */
export async function markUndone(trx: Db, closure: Closure, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("closures")
    .set({ undone_at: now })
    .where("point_id", "=", closure.pointId)
    .where("id", "=", closure.id)
    .where("undone_at", "is", null)
    .where("undo_until", ">", now)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Ids of bookings that are still to come on some slots. */
export async function bookedOnSlots(trx: Db, pointId: string, slotIds: string[]): Promise<string[]> {
  if (slotIds.length === 0) return [];
  const rows = await trx
    .selectFrom("bookings")
    .select("id")
    .where("point_id", "=", pointId)
    .where("slot_id", "in", slotIds)
    .where("status", "=", "booked")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** What was closed at a moment, of dates from `from` on, and not opened since. */
export async function closuresMadeAt(db: Db, madeAt: Instant, from: CivilDate): Promise<Closure[]> {
  return (
    await db
      .selectFrom("closures")
      .selectAll()
      .where("made_at", "=", madeAt)
      .where("date", ">=", from)
      .where("undone_at", "is", null)
      .execute()
  ).map(toClosure);
}

export async function noteOpened(trx: Db, closure: Closure, now: Instant): Promise<void> {
  await trx
    .updateTable("closures")
    .set({ undone_at: now })
    .where("point_id", "=", closure.pointId)
    .where("id", "=", closure.id)
    .execute();
}

/** Riders whose bookings one act moved or cancelled when it closed what it closed. */
export async function ridersMovedAt(db: Db, madeAt: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom("closures")
    .innerJoin("closure_moves", (join) =>
      join
        .onRef("closure_moves.point_id", "=", "closures.point_id")
        .onRef("closure_moves.closure_id", "=", "closures.id"),
    )
    .innerJoin("bookings", (join) =>
      join
        .onRef("bookings.point_id", "=", "closure_moves.point_id")
        .onRef("bookings.id", "=", "closure_moves.booking_id"),
    )
    .select("bookings.device_id")
    .distinct()
    .where("closures.made_at", "=", madeAt)
    .execute();
  return rows.map((row) => row.device_id);
}

/** Whether the point itself put a booking elsewhere, and nothing undid it. */
export async function movedByPoint(db: Db, booking: Pick<Booking, "id" | "pointId">): Promise<boolean> {
  const row = await db
    .selectFrom("closure_moves")
    .innerJoin("closures", (join) =>
      join
        .onRef("closures.point_id", "=", "closure_moves.point_id")
        .onRef("closures.id", "=", "closure_moves.closure_id"),
    )
    .select("closures.id")
    .where("closure_moves.point_id", "=", booking.pointId)
    .where("closure_moves.booking_id", "=", booking.id)
    .where("closures.undone_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Closures of a point that can still be undone, newest first. */
export async function openClosures(db: Db, pointId: string, now: Instant): Promise<Closure[]> {
  return (
    await db
      .selectFrom("closures")
      .selectAll()
      .where("point_id", "=", pointId)
      .where("undone_at", "is", null)
      .where("undo_until", ">", now)
      .orderBy("made_at", "desc")
      .limit(50)
      .execute()
  ).map(toClosure);
}
