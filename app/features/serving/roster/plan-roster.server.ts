import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { readHours } from "#app/features/places/doors/judge-opening.server.ts";
import { spansOn } from "#app/features/places/hours/opening.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { cutShifts, ROSTER, type Need, type Window } from "./shift.ts";
import { cancelUntaken, endWindow, insertShifts, insertWindow, shiftsOf, windowsOf } from "./shifts.store.server.ts";
import { endNeed, insertNeed, needsOf, pointsWithNeeds } from "./needs.store.server.ts";

export type RosterChange =
  | { act: "add-window"; window: Omit<Window, "id" | "pointId"> }
  | { act: "end-window"; id: string }
  | {
      act: "add-need";
      need: Omit<Need, "id" | "pointId">;
      /** What the same need wants on the day after, where it goes over midnight. */ afterMidnight?: Omit<
        Need,
        "id" | "pointId"
      >;
    }
  | { act: "end-need"; id: string };

/** Changes what a point's windows want, and makes its shifts anew; those that somebody took stay. */
export async function planRoster(
  app: App,
  actor: Actor,
  pointId: string,
  change: RosterChange,
): Promise<"planned" | "not-there"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const done = await apply(app, trx, pointId, change, now);
    if (!done) return "not-there";
    await makeShifts(app, trx, pointId, now);
    await record(trx, app.ids, now, {
      actor,
      verb: `roster.${change.act}`,
      subject: { kind: "point", id: pointId },
      pointId,
      before: {},
      after: {},
    });
    return "planned";
  });
}

async function apply(app: App, trx: Db, pointId: string, change: RosterChange, now: Instant): Promise<boolean> {
  const windows = await windowsOf(trx, pointId);
  switch (change.act) {
    case "add-window":
      await insertWindow(trx, { ...change.window, id: app.ids.id(), pointId }, windows.length);
      return true;
    case "end-window":
      return endWindow(trx, pointId, change.id, now);
    case "add-need":
      if (!windows.some(({ id }) => id === change.need.windowId)) return false;
      for (const need of [change.need, ...(change.afterMidnight ? [change.afterMidnight] : [])])
        await insertNeed(trx, { ...need, id: app.ids.id(), pointId });
      return true;
    case "end-need":
      return endNeed(trx, pointId, change.id, now);
  }
}

/** Makes a window with its needs and shifts inside the caller's transaction, for a store that is being made. */
export async function planInside(
  app: App,
  trx: Db,
  pointId: string,
  window: Omit<Window, "id" | "pointId">,
  needs: Omit<Need, "id" | "pointId" | "windowId">[],
  now: Instant,
): Promise<void> {
  const windowId = app.ids.id();
  await insertWindow(trx, { ...window, id: windowId, pointId }, 0);
  for (const need of needs) await insertNeed(trx, { ...need, id: app.ids.id(), pointId, windowId });
  await makeShifts(app, trx, pointId, now);
}

/** Brings a point's shifts to what its needs say, from today on, inside the caller's transaction. On dates on which the point is shut nobody is wanted. */
export async function makeShifts(app: App, trx: Db, pointId: string, now: Instant): Promise<void> {
  const point = await findPoint(trx, pointId);
  if (!point) return;
  const first = dateIn(point.zone, now);
  const last = plusDays(first, ROSTER.horizonDays);
  const { hours, dated } = await readHours(trx, point, first);
  const windows = new Map((await windowsOf(trx, pointId)).map((window) => [window.id, window]));
  const needs = (await needsOf(trx, pointId)).filter(({ windowId }) => windows.has(windowId));
  const cuts = cutShifts(
    needs,
    point.zone,
    first,
    last,
    (date) => hours !== undefined && spansOn(hours, dated, date, app.calendar).length === 0,
  ).filter(({ end }) => end > now);
  await cancelUntaken(trx, pointId, cuts, now);
  const standing = await shiftsOf(trx, pointId, first, last);
  const missing = cuts.filter(
    (cut) =>
      !standing.some(
        (shift) =>
          shift.windowId === cut.windowId && shift.start === cut.start && shift.qualification === cut.qualification,
      ),
  );
  const once = missing.filter(
    (cut, i) =>
      missing.findIndex(
        (other) =>
          other.windowId === cut.windowId && other.start === cut.start && other.qualification === cut.qualification,
      ) === i,
  );
  await insertShifts(
    trx,
    pointId,
    once.map((cut) => ({ ...cut, id: app.ids.id(), keepsDoor: windows.get(cut.windowId)!.keepsDoor })),
  );
}

/** The date on which this process last made every point's shifts. */
const madeOn = new WeakMap<App["db"], string>();

/** Makes the shifts of every point one day further, once a day; answers how many points it did. */
export async function makeDueShifts(app: App): Promise<number> {
  const now = app.clock.now();
  if (madeOn.get(app.db) === now.slice(0, 10)) return 0;
  const points = await pointsWithNeeds(app.db);
  for (const id of points) await inTransaction(app.db, (trx) => makeShifts(app, trx, id, now));
  madeOn.set(app.db, now.slice(0, 10));
  return points.length;
}

export async function findWindows(db: Db, pointId: string): Promise<Window[]> {
  return windowsOf(db, pointId);
}

export async function findNeeds(db: Db, pointId: string): Promise<Need[]> {
  return needsOf(db, pointId);
}
