import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { isVisitKind, NO_VISITS, type VisitCounts, type VisitDay, type VisitKind } from "./visit.ts";

/** Counts one visit; the same id again changes nothing. Answers whether it was new. */
export async function insertVisit(
  trx: Db,
  visit: { id: string; pointId: string; date: CivilDate; kind: VisitKind; at: Instant; madeBy: string },
): Promise<boolean> {
  const row = await trx
    .insertInto("visits")
    .values({
      point_id: visit.pointId,
      id: visit.id,
      date: visit.date,
      kind: visit.kind,
      at: visit.at,
      made_by: visit.madeBy,
      undone_at: null,
    })
    .onConflict((conflict) => conflict.columns(["point_id", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a counted visit back; false when there is none of that id, or it was taken back before. */
export async function undoVisitRow(trx: Db, pointId: string, id: string, now: Instant): Promise<VisitKind | undefined> {
  const row = await trx
    .updateTable("visits")
    .set({ undone_at: now })
    .where("point_id", "=", pointId)
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .returning("kind")
    .executeTakeFirst();
  return row && (row.kind as VisitKind);
}

/** How many visits of each kind a point counted, by date, from one to another. */
export async function visitsByDay(db: Db, pointId: string, from: CivilDate, to: CivilDate): Promise<VisitDay[]> {
  const rows = await db
    .selectFrom("visits")
    .select(["date", "kind"])
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("point_id", "=", pointId)
    .where("date", ">=", from)
    .where("date", "<=", to)
    .where("undone_at", "is", null)
    .groupBy(["date", "kind"])
    .orderBy("date")
    .execute();
  const days = new Map<string, VisitCounts>();
  for (const row of rows) {
    if (!isVisitKind(row.kind)) continue;
    const counts = days.get(row.date) ?? { ...NO_VISITS };
    counts[row.kind] = Number(row.n);
    days.set(row.date, counts);
  }
  return [...days].map(([date, counts]) => ({ date, counts }));
}
