import type { App } from "#app/platform/app.ts";
import type { Db } from "#db/db.ts";
import type { RecordedEntry } from "./trail.ts";
import { entriesOf, newestOf, type TrailFilter } from "./trail.store.server.ts";

/** How many entries may be written at once and still be told apart from none. */
const AT_ONCE = 20;

/**
 * The newest entries of a point, newest first, by their ids. More than one: where several processes write at once, the entry
 * that was begun first may be the last to be seen.
 */
export async function latestAt(db: Db, pointId: string): Promise<string[]> {
  return newestOf(db, pointId, AT_ONCE);
}

/** What happened, newest first; at most `limit`. */
export async function readTrail(db: Db, filter: TrailFilter, limit: number): Promise<RecordedEntry[]> {
  return entriesOf(db, filter, limit);
}

/** The most entries that a rider is told of themselves. */
const MOST_OWN = 10_000;

/** What a rider did, for that rider. */
export async function tellTrail(app: Pick<App, "db">, rider: { deviceId: string }) {
  const trail = await readTrail(app.db, { actorId: rider.deviceId, staffOnly: false }, MOST_OWN);
  return { trail: trail.map(({ at, verb, subject, before, after }) => ({ at, verb, subject, before, after })) };
}
