import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

/** Counts one more for a subject in a period and answers the new count. */
export async function countUp(db: Db, subject: string, period: Instant): Promise<number> {
  const row = await db
    .insertInto("rate_counts")
    .values({ subject, period, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(["subject", "period"]).doUpdateSet((eb) => ({ count: eb("rate_counts.count", "+", 1) })),
    )
    .returning("count")
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How often a subject did it in a period, without counting one more. */
export async function countOf(db: Db, subject: string, period: Instant): Promise<number> {
  return (
    (
      await db
        .selectFrom("rate_counts")
        .select("count")
        .where("subject", "=", subject)
        .where("period", "=", period)
        .executeTakeFirst()
    )?.count ?? 0
  );
}

export async function deleteCountsBefore(db: Db, period: Instant): Promise<void> {
  await db.deleteFrom("rate_counts").where("period", "<", period).execute();
}
