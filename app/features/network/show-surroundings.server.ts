import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import { conveniencesNear, noticesFor } from "./notices.store.server.ts";
import type { Convenience, Notice } from "./notice.ts";
import { distanceBetween } from "./place.ts";
import type { Point } from "./point.ts";

/** Notices that hold at a city, or at one point of it. */
export async function findNotices(db: Db, where: { cityId: string; district?: string; pointId?: string }, now: Instant): Promise<Notice[]> {
  return noticesFor(db, where, now);
}

/** Toilets and food near a point, nearest first, with metres. */
export async function findConveniences(db: Db, point: Point): Promise<(Convenience & { metres: number })[]> {
  const found = await conveniencesNear(db, point.cityId, point.place);
  return found.map((item) => ({ ...item, metres: distanceBetween(point.place, item.place) }))
    .filter(({ metres }) => metres <= 800).sort((a, b) => a.metres - b.metres).slice(0, 6);
}
