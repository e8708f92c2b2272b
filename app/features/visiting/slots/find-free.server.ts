import type { Db } from "#db/db.ts";
import { isBookable, type Service } from "#app/features/visiting/services/service.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { nextFreeSlots, pointsWithPlaces, type NextFree } from "./slots.store.server.ts";

/** The next free slot of each bookable service, no sooner than its notice; services without one are left out. */
export async function findNextFree(db: Db, services: Service[], now: Instant): Promise<Map<string, NextFree>> {
  return nextFreeSlots(
    db,
    services
      .filter(isBookable)
      .map(({ id, rules }) => ({ id, after: plusMinutes(now, Math.max(0, rules.noticeMinutes)) })),
  );
}

/** Points of a list that have a place left on a date, after `now`. */
export async function findPointsWithPlaces(
  db: Db,
  pointIds: string[],
  date: CivilDate,
  now: Instant,
): Promise<Set<string>> {
  return pointsWithPlaces(db, pointIds, date, now);
}
