import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

/** A point's open stretch without anybody, if there is one. */
export async function openSpanOf(db: Db, pointId: string): Promise<Instant | undefined> {
  return (
    await db
      .selectFrom("unstaffed_spans")
      .select("starts_at")
      .where("point_id", "=", pointId)
      .where("ends_at", "is", null)
      .executeTakeFirst()
  )?.starts_at as Instant | undefined;
}

export async function beginSpan(trx: Db, pointId: string, at: Instant): Promise<void> {
  await trx
    .insertInto("unstaffed_spans")
    .values({ point_id: pointId, starts_at: at, ends_at: null })
    .onConflict((conflict) => conflict.columns(["point_id", "starts_at"]).doUpdateSet({ ends_at: null }))
    .execute();
}

export async function endSpan(trx: Db, pointId: string, at: Instant): Promise<void> {
  await trx
    .updateTable("unstaffed_spans")
    .set({ ends_at: at })
    .where("point_id", "=", pointId)
    .where("ends_at", "is", null)
    .execute();
}
