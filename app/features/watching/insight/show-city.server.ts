import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import type { DoorState } from "#app/features/finding/door/door-state.ts";
import { findOpenTasks } from "#app/features/places/doors/fix-door.server.ts";
import type { DoorTask } from "#app/features/places/doors/door-task.ts";
import { listPoints } from "#app/features/places/points/list-points.server.ts";
import type { ListedPoint, PointKind } from "#app/features/places/points/point.ts";
import type { City } from "#app/features/places/cities/city.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate, type CivilTime } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { instantAt } from "#app/time/zone.ts";
import type { PointWeek } from "./point-week.ts";
import {
  countBookings,
  countOpenTasks,
  countTickets,
  countVisits,
  uncoveredShifts,
  unstaffedHours,
  unstaffedNow,
} from "./point-weeks.store.server.ts";

/** A point on the operator's map and list, with its door. */
export type CityPoint = ListedPoint & { door: DoorState | null };

/** Points of a city with how their doors stand. */
export async function showCity(
  app: App,
  city: City,
  filter: { district?: string | undefined; kinds?: PointKind[] | undefined; text?: string | undefined },
): Promise<CityPoint[]> {
  const points = await listPoints(app.db, city.id, { ...filter, limit: 300 });
  const placed = points.filter(({ lat }) => lat !== null).map(({ id, hoursId }) => ({ id, hoursId, zone: city.zone }));
  const doors = await watchDoors(app, placed, app.clock.now());
  return points.map((point) => ({ ...point, door: doors.get(point.id) ?? null }));
}

/** What wants the operator's hand now. */
export interface CityAlerts {
  unstaffed: { pointId: string; name: string; name_en: string; since: Instant }[];
  tasks: (DoorTask & { name: string; name_en: string })[];
  uncovered: { pointId: string; name: string; name_en: string; start: Instant; lacking: number }[];
}

export async function showAlerts(app: App, cityId: string): Promise<CityAlerts> {
  const now = app.clock.now();
  const points = new Map((await listPoints(app.db, cityId, { limit: 5000 })).map((point) => [point.id, point]));
  const named = <T extends { pointId: string }>(one: T) => ({
    ...one,
    name: points.get(one.pointId)?.name ?? "",
    name_en: points.get(one.pointId)?.name_en ?? "",
  });
  return {
    unstaffed: (await unstaffedNow(app.db, cityId)).map(named),
    tasks: (await findOpenTasks(app.db, [...points.keys()].slice(0, 5000))).map(named),
    uncovered: (await uncoveredShifts(app.db, cityId, now, plusMinutes(now, 1440))).map(named),
  };
}

/** The weeks of a city's points, those with nothing left out unless it is all; latest week first. */
export async function showWeeks(app: App, city: City, mondays: CivilDate[]): Promise<PointWeek[]> {
  const now = app.clock.now();
  const points = await listPoints(app.db, city.id, { limit: 5000 });
  const tasks = await countOpenTasks(app.db, city.id);
  const table: PointWeek[] = [];
  for (const week of mondays) {
    const last = plusDays(week, 6);
    const begin = instantAt(week, "00:00" as CivilTime, city.zone);
    const end = instantAt(plusDays(week, 7), "00:00" as CivilTime, city.zone);
    const [bookings, served, noShows, tickets, visits, unstaffed] = [
      await countBookings(app.db, city.id, week, last),
      await countBookings(app.db, city.id, week, last, ["served"]),
      await countBookings(app.db, city.id, week, last, ["no-show"]),
      await countTickets(app.db, city.id, week, last),
      await countVisits(app.db, city.id, week, last),
      await unstaffedHours(app.db, city.id, begin, end, now),
    ];
    const current = begin <= now && now < end;
    for (const point of points) {
      const row: PointWeek = {
        pointId: point.id,
        name: point.name,
        name_en: point.name_en,
        week,
        bookings: bookings.get(point.id) ?? 0,
        served: served.get(point.id) ?? 0,
        noShows: noShows.get(point.id) ?? 0,
        tickets: tickets.get(point.id) ?? 0,
        visits: visits.get(point.id) ?? 0,
        unstaffedHours: Math.round((unstaffed.get(point.id) ?? 0) * 10) / 10,
        openTasks: current ? (tasks.get(point.id) ?? 0) : 0,
      };
      if (row.bookings + row.tickets + row.visits + row.unstaffedHours + row.openTasks > 0) table.push(row);
    }
  }
  return table;
}
