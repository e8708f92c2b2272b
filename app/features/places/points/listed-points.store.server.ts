import type { Db } from "#db/db.ts";
import { holding, marks, rows } from "#db/rows.server.ts";
import type { ListedPoint, PointKind } from "./point.ts";

/** Points of a city by name, those of a district, kinds or text only; at most `limit`. */
export async function pointsOfCity(
  db: Db,
  cityId: string,
  filter: { district?: string | undefined; kinds?: PointKind[] | undefined; text?: string | undefined; limit: number },
): Promise<ListedPoint[]> {
  let query = db
    .selectFrom("points")
    .select(["id", "name", "name_en", "kinds", "district", "lat", "lng", "hours_id"])
    .where("city_id", "=", cityId);
  if (filter.district) query = query.where("district", "=", filter.district);
  if (filter.text) query = query.where(holding("search", filter.text));
  const rows = await query.orderBy("name").orderBy("id").limit(filter.limit).execute();
  const points = rows.map((row) => ({
    id: row.id,
    name: row.name,
    name_en: row.name_en || row.name,
    kinds: JSON.parse(row.kinds) as PointKind[],
    district: row.district,
    lat: row.lat,
    lng: row.lng,
    hoursId: row.hours_id,
  }));
  const { kinds } = filter;
  return kinds && kinds.length > 0
    ? points.filter((point) => point.kinds.some((kind) => kinds.includes(kind)))
    : points;
}

/** The districts that a city's points stand in. */
export async function districtsOf(db: Db, cityId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("points")
    .select("district")
    .distinct()
    .where("city_id", "=", cityId)
    .where("district", "<>", "")
    .orderBy("district")
    .limit(200)
    .execute();
  return rows.map(({ district }) => district);
}

/** Ids of points that are placed, the first made first. */
export async function placedPoints(db: Db, limit: number, offset = 0): Promise<string[]> {
  return (
    await db
      .selectFrom("points")
      .select("id")
      .where("lat", "is not", null)
      .orderBy("id")
      .limit(limit)
      .offset(offset)
      .execute()
  ).map(({ id }) => id);
}

export async function countPlacedPoints(db: Db): Promise<number> {
  return Number(
    (
      await db
        .selectFrom("points")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("lat", "is not", null)
        .executeTakeFirstOrThrow()
    ).n,
  );
}

/** Phones of points that have one, by point. */
export async function phonesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; phone: string }>(
    db,
    `select id, phone from points where phone <> '' and id in (${marks(ids)})`,
    ids,
  );
  return new Map(found.map(({ id, phone }) => [id, phone]));
}
