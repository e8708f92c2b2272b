import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { signDoor } from "#app/features/places/doors/sign-door.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { NO_VISITS, type VisitCounts, type VisitDay, type VisitKind } from "./visit.ts";
import { insertVisit, undoVisitRow, visitsByDay } from "./visits.store.server.ts";

/** How long after it happened a visit that was kept without network is still taken. Minutes. */
const LATEST = 18 * 60;

/** Counts one visit with one press. `id` is the presser's: sent again, it counts once. `at` is when it happened, for a tablet without network. */
export async function countVisit(
  app: App,
  actor: Actor,
  pointId: string,
  visit: { id: string; kind: VisitKind; at?: Instant | undefined },
): Promise<"counted" | "no-such-point"> {
  const now = app.clock.now();
  const at = visit.at && visit.at <= now && visit.at > plusMinutes(now, -LATEST) ? visit.at : now;
  return inTransaction(app.db, async (trx) => {
    const point = await findPoint(trx, pointId);
    if (!point) return "no-such-point";
    const fresh = await insertVisit(trx, {
      id: visit.id,
      pointId,
      date: dateIn(point.zone, at),
      kind: visit.kind,
      at,
      madeBy: actor.id,
    });
    if (!fresh) return "counted";
    await signDoor(trx, pointId, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "visit.counted",
      subject: { kind: "visit", id: visit.id },
      pointId,
      before: {},
      after: { kind: visit.kind },
    });
    return "counted";
  });
}

/** Takes a wrong press back. */
export async function undoVisit(
  app: App,
  actor: Actor,
  pointId: string,
  id: string,
): Promise<"undone" | "no-such-visit"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const kind = await undoVisitRow(trx, pointId, id, now);
    if (!kind) return "no-such-visit";
    await record(trx, app.ids, now, {
      actor,
      verb: "visit.undone",
      subject: { kind: "visit", id },
      pointId,
      before: { kind },
      after: {},
    });
    return "undone";
  });
}

/** Visits of one date of a point. */
export async function findVisits(db: Db, pointId: string, date: CivilDate): Promise<VisitCounts> {
  return (await visitsByDay(db, pointId, date, date))[0]?.counts ?? NO_VISITS;
}

/** Visits of a month (`2026-11`), every date of it a row. */
export async function findVisitMonth(db: Db, pointId: string, month: string): Promise<VisitDay[]> {
  const first = `${month}-01` as CivilDate;
  const found = new Map(
    (await visitsByDay(db, pointId, first, `${month}-31` as CivilDate)).map((day) => [day.date, day]),
  );
  const days: VisitDay[] = [];
  for (let date = first; date.startsWith(month); date = plusDays(date, 1))
    days.push(found.get(date) ?? { date, counts: NO_VISITS });
  return days;
}
