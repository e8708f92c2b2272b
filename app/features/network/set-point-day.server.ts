import type { Db } from "#db/connection.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import type { Actor } from "#app/features/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { deletePointDaysOfAct, putPointDay } from "./hours.store.server.ts";
import type { DaySpan } from "./opening.ts";
import { cityIdOfPoint } from "./points.store.server.ts";

/** What a point keeps on one date in the place of its week; null gives the date back to the week. */
export type PointDay = { spans: DaySpan[]; reason: string; reason_en: string } | null;

/** Sets the hours of one date of a point; no spans: closed. */
export async function setPointDay(app: App, actor: Actor, pointId: string, date: CivilDate, day: PointDay): Promise<"set" | "no-such-point"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    if (!(await cityIdOfPoint(trx, pointId))) return "no-such-point";
    await writePointDay(trx, pointId, date, day, null);
    await record(trx, app.ids, now, {
      actor, verb: "point.day-set", subject: { kind: "point", id: pointId }, pointId, before: {},
      after: { date, spans: day ? day.spans.map(({ from, to }) => `${from}-${to}`).join(",") : null },
    });
    return "set";
  });
}

/** The same inside the caller's transaction, as part of an act over many points. */
export async function writePointDay(trx: Db, pointId: string, date: CivilDate, day: PointDay, actId: string | null): Promise<void> {
  await putPointDay(trx, pointId, date, day && { ...day, actId });
}

/** Takes back every date that an act set. */
export async function takeBackPointDays(trx: Db, actId: string): Promise<void> {
  await deletePointDaysOfAct(trx, actId);
}
