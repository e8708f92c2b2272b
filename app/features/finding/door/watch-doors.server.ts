import { REPORT_LIFE } from "#app/features/places/doors/door-report.ts";
import { judgeOpenings } from "#app/features/places/doors/judge-opening.server.ts";
import { findStaffing, isUnstaffed } from "#app/features/serving/roster/watch-roster.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";
import { doorState, type DoorState } from "./door-state.ts";

/** The doors of several points as they stand at `now`. */
export async function watchDoors(
  app: Pick<App, "db" | "calendar">,
  points: { id: string; hoursId: string | null; zone: Zone }[],
  now: Instant,
): Promise<Map<string, DoorState>> {
  const judged = await judgeOpenings(app, points, now, REPORT_LIFE);
  const staffing = await findStaffing(
    app.db,
    points.map(({ id }) => id),
    now,
  );
  return new Map(
    [...judged].map(([id, { opening, reports }]) => {
      const roster = staffing.get(id);
      return [
        id,
        doorState(opening, reports, now, roster && { present: roster.present, unstaffed: isUnstaffed(roster, now) }),
      ];
    }),
  );
}

export const isOpenDoor = ({ state }: DoorState): boolean => state === "open" || state === "closing-soon";
