import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { WaitlistTable } from "#db/tables/visiting/waitlist.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Waiting, WaitingStatus } from "./waiting.ts";

const toWaiting = (row: Selectable<WaitlistTable>): Waiting => ({
  id: row.id,
  pointId: row.point_id,
  serviceId: row.service_id,
  slotId: row.slot_id,
  deviceId: row.device_id,
  status: row.status,
  riderKind: row.rider_kind as RiderKind,
  topicId: row.topic_id,
  start: row.starts_at as Instant,
  offerUntil: row.offer_until as Instant | null,
  bookingId: row.booking_id,
  createdAt: row.created_at as Instant,
});

export async function insertWaiting(trx: Db, waiting: Waiting): Promise<void> {
  await trx
    .insertInto("waitlist")
    .values({
      point_id: waiting.pointId,
      id: waiting.id,
      service_id: waiting.serviceId,
      slot_id: waiting.slotId,
      device_id: waiting.deviceId,
      status: waiting.status,
      rider_kind: waiting.riderKind,
      topic_id: waiting.topicId,
      starts_at: waiting.start,
      created_at: waiting.createdAt,
      updated_at: waiting.createdAt,
    })
    .execute();
}

/** One place in a line, of its rider only. */
export async function waitingOf(db: Db, deviceId: string, id: string): Promise<Waiting | undefined> {
  const row = await db
    .selectFrom("waitlist")
    .selectAll()
    .where("id", "=", id)
    .where("device_id", "=", deviceId)
    .executeTakeFirst();
  return row && toWaiting(row);
}

/** One place in a line for the system's own work: never the answer to a request. */
export async function waitingForSystem(db: Db, id: string): Promise<Waiting | undefined> {
  const row = await db.selectFrom("waitlist").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toWaiting(row);
}

/** The lines that a rider stands in or has an offer from. */
export async function openWaitingsOf(db: Db, deviceId: string): Promise<Waiting[]> {
  const rows = await db
    .selectFrom("waitlist")
    .selectAll()
    .where("device_id", "=", deviceId)
    .where("status", "in", ["waiting", "offered"])
    .orderBy("starts_at")
    .execute();
  return rows.map(toWaiting);
}

/** How many wait for a slot, in front of somebody who joined at a moment, or all. */
export async function countWaiting(
  db: Db,
  slot: { pointId: string; slotId: string },
  before?: { createdAt: Instant; id: string },
): Promise<number> {
  let query = db
    .selectFrom("waitlist")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("point_id", "=", slot.pointId)
    .where("slot_id", "=", slot.slotId)
    .where("status", "in", ["waiting", "offered"]);
  if (before) query = query.where("id", "<", before.id);
  return Number((await query.executeTakeFirstOrThrow()).n);
}

/** Who waits for slots of a service's date, first come first. */
export async function waitingOn(
  trx: Db,
  day: { pointId: string; serviceId: string; slotIds: string[] },
): Promise<Waiting[]> {
  if (day.slotIds.length === 0) return [];
  const rows = await trx
    .selectFrom("waitlist")
    .selectAll()
    .where("point_id", "=", day.pointId)
    .where("slot_id", "in", day.slotIds)
    .where("status", "=", "waiting")
    .orderBy("id")
    .limit(200)
    .execute();
  return rows.map(toWaiting);
}

/** Changes the status if it is still `waiting.status`; false when somebody was quicker. */
export async function setWaitingStatus(
  trx: Db,
  waiting: Waiting,
  to: WaitingStatus,
  now: Instant,
  more: { offerUntil?: Instant; bookingId?: string } = {},
): Promise<boolean> {
  const row = await trx
    .updateTable("waitlist")
    .set({
      status: to,
      updated_at: now,
      ...(more.offerUntil && { offered_at: now, offer_until: more.offerUntil }),
      ...(more.bookingId && { booking_id: more.bookingId }),
    })
    .where("point_id", "=", waiting.pointId)
    .where("id", "=", waiting.id)
    .where("status", "=", waiting.status)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes out what a device waited for. */
export async function eraseTopicsOf(trx: Db, deviceId: string): Promise<void> {
  await trx.updateTable("waitlist").set({ topic_id: null }).where("device_id", "=", deviceId).execute();
}

/** Takes out what somebody waited for, of visits that began before a moment. */
export async function eraseTopicsBefore(trx: Db, at: Instant): Promise<void> {
  await trx
    .updateTable("waitlist")
    .set({ topic_id: null })
    .where("starts_at", "<", at)
    .where("topic_id", "is not", null)
    .execute();
}

/** Offers whose deadline has come. */
export async function offersOver(db: Db, now: Instant, limit: number): Promise<Waiting[]> {
  const rows = await db
    .selectFrom("waitlist")
    .selectAll()
    .where("status", "=", "offered")
    .where("offer_until", "<=", now)
    .orderBy("offer_until")
    .limit(limit)
    .execute();
  return rows.map(toWaiting);
}

/** People who still wait for a visit that has begun, with the grace of its service. */
export async function waitingTooLong(
  db: Db,
  now: Instant,
  limit: number,
): Promise<{ waiting: Waiting; graceMinutes: number }[]> {
  const rows = await db
    .selectFrom("waitlist")
    .innerJoin("services", (join) =>
      join.onRef("services.point_id", "=", "waitlist.point_id").onRef("services.id", "=", "waitlist.service_id"),
    )
    .selectAll("waitlist")
    .select("services.grace_minutes")
    .where("status", "=", "waiting")
    .where("starts_at", "<=", now)
    .orderBy("starts_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ waiting: toWaiting(row), graceMinutes: row.grace_minutes }));
}

/** Everybody in the lines of some slots, those with an offer too. */
export async function openWaitingsOn(trx: Db, pointId: string, slotIds: string[]): Promise<Waiting[]> {
  if (slotIds.length === 0) return [];
  const rows = await trx
    .selectFrom("waitlist")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("slot_id", "in", slotIds)
    .where("status", "in", ["waiting", "offered"])
    .orderBy("id")
    .execute();
  return rows.map(toWaiting);
}

/** The lines in which two devices both stand: the first device's places. */
export async function waitingsOfBoth(trx: Db, from: string, to: string): Promise<Waiting[]> {
  const standing = new Set((await openWaitingsOf(trx, to)).map(({ slotId }) => slotId));
  return (await openWaitingsOf(trx, from)).filter(({ slotId }) => standing.has(slotId));
}

/** Gives a device's places in lines to another, which stands in none of the same. */
export async function moveWaitings(trx: Db, from: string, to: string): Promise<void> {
  await trx.updateTable("waitlist").set({ device_id: to }).where("device_id", "=", from).execute();
}

/** Those whom one act took out of the lines of some slots, first come first. */
export async function endedWaitings(trx: Db, pointId: string, slotIds: string[], endedAt: Instant): Promise<Waiting[]> {
  if (slotIds.length === 0) return [];
  const rows = await trx
    .selectFrom("waitlist")
    .selectAll()
    .where("point_id", "=", pointId)
    .where("slot_id", "in", slotIds)
    .where("status", "=", "expired")
    .where("updated_at", "=", endedAt)
    .orderBy("id")
    .execute();
  return rows.map(toWaiting);
}

/** Whether the rider of a place in a line stands in that line again. */
export async function hasOpenWaiting(trx: Db, waiting: Waiting): Promise<boolean> {
  const row = await trx
    .selectFrom("waitlist")
    .select("id")
    .where("point_id", "=", waiting.pointId)
    .where("slot_id", "=", waiting.slotId)
    .where("device_id", "=", waiting.deviceId)
    .where("status", "in", ["waiting", "offered"])
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts somebody back into their line; nobody who stands in it already. */
export async function reopenWaiting(trx: Db, waiting: Waiting, now: Instant): Promise<void> {
  await trx
    .updateTable("waitlist")
    .set({ status: "waiting", offered_at: null, offer_until: null, updated_at: now })
    .where("point_id", "=", waiting.pointId)
    .where("id", "=", waiting.id)
    .where("status", "=", "expired")
    .execute();
}
