import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import type { Calendar } from "#app/time/calendar.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { reportsSince } from "./door-reports.store.server.ts";
import type { DoorReport } from "./door-report.ts";
import { allHours, datedSpansOf, datesFor, hoursOf } from "#app/features/places/hours/hours.store.server.ts";
import {
  openingAt,
  openingJudge,
  NO_DATES,
  type DatedSpans,
  type Hours,
  type OpenState,
} from "#app/features/places/hours/opening.ts";

const DAYS_AHEAD = 15;

// Hours begin and end on whole minutes, so what holds at one moment of a minute holds at all of it.
let kept: { minute: string; calendar: Calendar; judge: ReturnType<typeof openingJudge> } | undefined;

function judgeOf(calendar: Calendar, now: Instant): ReturnType<typeof openingJudge> {
  const minute = now.slice(0, 16);
  if (kept?.minute !== minute || kept.calendar !== calendar)
    kept = { minute, calendar, judge: openingJudge(calendar, `${minute}:00.000Z` as Instant) };
  return kept.judge;
}

export interface JudgedOpening {
  opening: OpenState;
  reports: DoorReport[];
}

type Keeper = { id: string; hoursId: string | null; zone: Zone };

/** Opening by hours at `now` of several points, with what was reported in the `reportMinutes` before it. */
export async function judgeOpenings(
  app: Pick<App, "db" | "calendar">,
  points: Keeper[],
  now: Instant,
  reportMinutes: number,
): Promise<Map<string, JudgedOpening>> {
  const ids = points.map((point) => point.id);
  const today = dateIn(points[0]?.zone ?? ("Asia/Shanghai" as Zone), now);
  const hours = await hoursOf(
    app.db,
    points.map((point) => point.hoursId),
  );
  const dated = await datedSpansOf(app.db, ids, plusDays(today, -1), plusDays(today, DAYS_AHEAD));
  const reports = await reportsSince(app.db, ids, plusMinutes(now, -reportMinutes));
  const judge = judgeOf(app.calendar, now);
  return new Map(
    points.map((point) => [
      point.id,
      {
        opening: judge(point.hoursId, hours.get(point.hoursId ?? ""), datesFor(dated, point.id), point.zone),
        reports: reports.get(point.id) ?? [],
      },
    ]),
  );
}

/** Which patterns of hours are open at a moment in any of the zones: a cheap first sieve before points are judged one by one. */
export async function openHoursIds(app: Pick<App, "db" | "calendar">, zones: Zone[], now: Instant): Promise<string[]> {
  const open: string[] = [];
  for (const [id, hours] of await allHours(app.db)) {
    if (zones.some((zone) => isOpenAt(hours, zone, app, now))) open.push(id);
  }
  return open;
}

function isOpenAt(hours: Hours, zone: Zone, app: Pick<App, "calendar">, now: Instant): boolean {
  const { state } = openingAt(hours, NO_DATES, zone, app.calendar, now);
  return state === "open" || state === "closing-soon";
}

/** The hours of one point from a date on, with its dated exceptions. */
export async function readHours(
  db: Db,
  point: Pick<Keeper, "id" | "hoursId">,
  from: CivilDate,
  days = DAYS_AHEAD,
): Promise<{ hours: Hours | undefined; dated: DatedSpans }> {
  const hours = await hoursOf(db, [point.hoursId]);
  const dated = await datedSpansOf(db, [point.id], from, plusDays(from, days));
  return { hours: hours.get(point.hoursId ?? ""), dated: datesFor(dated, point.id) };
}

/** The hours that several points keep, by pattern, and their dated exceptions, by point, from a date on. */
export async function readHoursOf(
  db: Db,
  points: Pick<Keeper, "id" | "hoursId">[],
  from: CivilDate,
  days = DAYS_AHEAD,
): Promise<{ hours: Map<string, Hours>; dated: Map<string, DatedSpans> }> {
  const hours = await hoursOf(
    db,
    points.map(({ hoursId }) => hoursId),
  );
  return {
    hours,
    dated: await datedSpansOf(
      db,
      points.map(({ id }) => id),
      from,
      plusDays(from, days),
    ),
  };
}

/** Patterns of hours by id. */
export async function patternsOf(db: Db, ids: string[]): Promise<Map<string, Hours>> {
  return hoursOf(db, ids);
}
