import type { Db } from "#db/db.ts";
import type { Language } from "#app/time/words.ts";
import type { Instant } from "#app/time/instant.ts";

/** A point of a pack as it is kept, by its id; empty texts once it left. */
export interface KeptPoint {
  zh: string;
  en: string;
}

export async function keptPoints(db: Db, cityId: string): Promise<Map<string, KeptPoint>> {
  const found = await db
    .selectFrom("pack_points")
    .select(["point_id", "zh", "en"])
    .where("city_id", "=", cityId)
    .execute();
  return new Map(found.map(({ point_id, zh, en }) => [point_id, { zh, en }]));
}

/** When anything of a city's pack changed last; undefined for one that was never made. */
export async function changedAt(db: Db, cityId: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom("pack_points")
    .select((eb) => eb.fn.max("changed_at").as("at"))
    .where("city_id", "=", cityId)
    .executeTakeFirst();
  return (row?.at as Instant | null) ?? undefined;
}

/** Whether a moment is one at which a city's pack changed. */
export async function isVersion(db: Db, cityId: string, at: Instant): Promise<boolean> {
  return (
    (await db
      .selectFrom("pack_points")
      .select("point_id")
      .where("city_id", "=", cityId)
      .where("changed_at", "=", at)
      .limit(1)
      .executeTakeFirst()) !== undefined
  );
}

export async function writePoints(
  trx: Db,
  cityId: string,
  points: Map<string, KeptPoint>,
  now: Instant,
): Promise<void> {
  const rows = [...points].map(([point_id, { zh, en }]) => ({ point_id, city_id: cityId, zh, en, changed_at: now }));
  for (let at = 0; at < rows.length; at += 200) {
    await trx
      .insertInto("pack_points")
      .values(rows.slice(at, at + 200))
      .onConflict((conflict) =>
        conflict
          .column("point_id")
          .doUpdateSet((eb) => ({
            city_id: eb.ref("excluded.city_id"),
            zh: eb.ref("excluded.zh"),
            en: eb.ref("excluded.en"),
            changed_at: eb.ref("excluded.changed_at"),
          })),
      )
      .execute();
  }
}

/** The points of a pack that changed after `since`, as JSON; empty ones left it. Without `since`, all that are in it. */
export async function pointsChanged(
  db: Db,
  cityId: string,
  language: Language,
  since: Instant | undefined,
): Promise<{ id: string; json: string }[]> {
  let query = db
    .selectFrom("pack_points")
    .select(["point_id as id", `${language} as json`])
    .where("city_id", "=", cityId)
    .orderBy("point_id");
  query = since ? query.where("changed_at", ">", since) : query.where("zh", "<>", "");
  return query.execute();
}
