import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { millisecondsOf, type Instant } from "#app/time/instant.ts";

type Counts = Map<string, number>;
type Rows = { point_id: string; n: number | string | bigint }[];

const byPoint = (rows: Rows): Counts => new Map(rows.map((row) => [row.point_id, Number(row.n)]));

/** Bookings of a city's points on some dates by what became of them; cancelled ones are none. */
export async function countBookings(
  db: Db,
  cityId: string,
  from: CivilDate,
  to: CivilDate,
  statuses?: ("served" | "no-show")[],
): Promise<Counts> {
  let query = db
    .selectFrom("bookings")
    .innerJoin("points", "points.id", "bookings.point_id")
    .select("bookings.point_id")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("points.city_id", "=", cityId)
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where("status", "<>", "cancelled");
  if (statuses) query = query.where("status", "in", statuses);
  return byPoint(await query.groupBy("bookings.point_id").execute());
}

export async function countTickets(db: Db, cityId: string, from: CivilDate, to: CivilDate): Promise<Counts> {
  return byPoint(
    await db
      .selectFrom("tickets")
      .innerJoin("points", "points.id", "tickets.point_id")
      .select("tickets.point_id")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("points.city_id", "=", cityId)
      .where("date", ">=", from)
      .where("date", "<=", to)
      .groupBy("tickets.point_id")
      .execute(),
  );
}

export async function countVisits(db: Db, cityId: string, from: CivilDate, to: CivilDate): Promise<Counts> {
  return byPoint(
    await db
      .selectFrom("visits")
      .innerJoin("points", "points.id", "visits.point_id")
      .select("visits.point_id")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("points.city_id", "=", cityId)
      .where("date", ">=", from)
      .where("date", "<=", to)
      .where("undone_at", "is", null)
      .groupBy("visits.point_id")
      .execute(),
  );
}

/** Hours without anybody, of a city's points, between two moments; an open stretch counts up to `now`. */
export async function unstaffedHours(
  db: Db,
  cityId: string,
  from: Instant,
  to: Instant,
  now: Instant,
): Promise<Counts> {
  const spans = await db
    .selectFrom("unstaffed_spans")
    .innerJoin("points", "points.id", "unstaffed_spans.point_id")
    .select(["point_id", "starts_at", "ends_at"])
    .where("points.city_id", "=", cityId)
    .where("starts_at", "<", to)
    .where((eb) => eb.or([eb("ends_at", "is", null), eb("ends_at", ">", from)]))
    .execute();
  const hours: Counts = new Map();
  for (const span of spans) {
    const until = Math.min(millisecondsOf((span.ends_at ?? now) as Instant), millisecondsOf(to));
    const length = Math.max(0, until - Math.max(millisecondsOf(span.starts_at as Instant), millisecondsOf(from)));
    hours.set(span.point_id, (hours.get(span.point_id) ?? 0) + length / 3_600_000);
  }
  return hours;
}

export async function countOpenTasks(db: Db, cityId: string): Promise<Counts> {
  return byPoint(
    await db
      .selectFrom("door_tasks")
      .innerJoin("points", "points.id", "door_tasks.point_id")
      .select("door_tasks.point_id")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("points.city_id", "=", cityId)
      .where("fixed_at", "is", null)
      .groupBy("door_tasks.point_id")
      .execute(),
  );
}

/** Points of a city that nobody keeps now although they should be open. */
export async function unstaffedNow(db: Db, cityId: string): Promise<{ pointId: string; since: Instant }[]> {
  const rows = await db
    .selectFrom("unstaffed_spans")
    .innerJoin("points", "points.id", "unstaffed_spans.point_id")
    .select(["point_id", "starts_at"])
    .where("points.city_id", "=", cityId)
    .where("ends_at", "is", null)
    .orderBy("starts_at")
    .execute();
  return rows.map((row) => ({ pointId: row.point_id, since: row.starts_at as Instant }));
}

/** Shifts of a city that begin before a moment and lack people. */
export async function uncoveredShifts(
  db: Db,
  cityId: string,
  now: Instant,
  before: Instant,
): Promise<{ pointId: string; start: Instant; lacking: number }[]> {
  const rows = await db
    .selectFrom("shifts")
    .innerJoin("points", "points.id", "shifts.point_id")
    .select(["shifts.point_id", "shifts.starts_at", "shifts.people"])
    .select((eb) =>
      eb
        .selectFrom("shift_claims")
        .select((inner) => inner.fn.countAll<number>().as("n"))
        .whereRef("shift_claims.point_id", "=", "shifts.point_id")
        .whereRef("shift_claims.shift_id", "=", "shifts.id")
        .where("kind", "=", "claim")
        .where("status", "<>", "released")
        .as("taken"),
    )
    .where("points.city_id", "=", cityId)
    .where("cancelled_at", "is", null)
    .where("shifts.starts_at", ">", now)
    .where("shifts.starts_at", "<=", before)
    .orderBy("shifts.starts_at")
    .limit(200)
    .execute();
  return rows
    .map((row) => ({ pointId: row.point_id, start: row.starts_at as Instant, lacking: row.people - Number(row.taken) }))
    .filter(({ lacking }) => lacking > 0);
}
