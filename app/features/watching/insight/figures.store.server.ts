import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";

/** How many walk-ins wait at each point, of days from one on. */
export async function waitingByPoint(db: Db, from: CivilDate): Promise<{ pointId: string; waiting: number }[]> {
  const found = await db
    .selectFrom("tickets")
    .select("point_id")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("state", "in", ["waiting", "held", "called"])
    .where("date", ">=", from)
    .groupBy("point_id")
    .orderBy("point_id")
    .execute();
  return found.map((row) => ({ pointId: row.point_id, waiting: Number(row.n) }));
}

/** The oldest due reminder of each channel, and how many are due. */
export async function remindersDue(db: Db, now: Instant): Promise<{ channel: string; oldest: Instant; due: number }[]> {
  const found = await db
    .selectFrom("reminders")
    .select("channel")
    .select((eb) => [eb.fn.min("next_at").as("oldest"), eb.fn.countAll<number>().as("n")])
    .where("status", "in", ["pending", "claimed"])
    .where("next_at", "<=", now)
    .groupBy("channel")
    .execute();
  return found.map((row) => ({ channel: row.channel, oldest: row.oldest as Instant, due: Number(row.n) }));
}

export async function trailWaiting(db: Db): Promise<number> {
  return Number(
    (
      await db
        .selectFrom("trail")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("dispatched", "=", 0)
        .executeTakeFirstOrThrow()
    ).n,
  );
}
