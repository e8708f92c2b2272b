import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";

/** The way by which a number's owner says that no more texts shall come, and when they said so. */
export interface TextStop {
  token: string;
  stoppedAt: Instant | null;
}

/** The way of a number, by its blind index; made with `token` where there is none. */
export async function keepTextStop(trx: Db, phoneIndex: string, token: string, now: Instant): Promise<TextStop> {
  await trx
    .insertInto("text_stops")
    .values({ phone_index: phoneIndex, token, created_at: now, stopped_at: null })
    .onConflict((conflict) => conflict.column("phone_index").doNothing())
    .execute();
  const row = await trx
    .selectFrom("text_stops")
    .selectAll()
    .where("phone_index", "=", phoneIndex)
    .executeTakeFirstOrThrow();
  return { token: row.token, stoppedAt: row.stopped_at as Instant | null };
}

export async function textStopByToken(db: Db, token: string): Promise<TextStop | undefined> {
  const row = await db.selectFrom("text_stops").selectAll().where("token", "=", token).executeTakeFirst();
  return row && { token: row.token, stoppedAt: row.stopped_at as Instant | null };
}

/** Notes that no more texts shall come; again changes nothing. */
export async function stopTexts(trx: Db, token: string, now: Instant): Promise<void> {
  await trx
    .updateTable("text_stops")
    .set({ stopped_at: now })
    .where("token", "=", token)
    .where("stopped_at", "is", null)
    .execute();
}

/** Forgets numbers that nobody stopped and that were named before a moment. */
export async function deleteTextStopsBefore(trx: Db, before: Instant): Promise<void> {
  await trx.deleteFrom("text_stops").where("stopped_at", "is", null).where("created_at", "<", before).execute();
}
