import { judgeOpenings } from "#app/features/network/judge-opening.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";
import { doorState, REPORT_LIFE, type DoorState } from "./door-state.ts";

/** The doors of several points as they stand at `now`. */
export async function watchDoors(
  app: Pick<App, "db" | "calendar">, points: { id: string; hoursId: string | null; zone: Zone }[], now: Instant,
): Promise<Map<string, DoorState>> {
  const judged = await judgeOpenings(app, points, now, REPORT_LIFE);
  return new Map([...judged].map(([id, { opening, reports }]) => [id, doorState(opening, reports, now)]));
}

export const isOpenDoor = ({ state }: DoorState): boolean => state === "open" || state === "closing-soon";
