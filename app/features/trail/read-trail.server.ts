import type { Db } from "#db/connection.server.ts";
import type { RecordedEntry } from "./trail.ts";
import { entriesOf, newestOf, type TrailFilter } from "./trail.store.server.ts";

/** The newest entry of a point, by its id; ids sort by time. */
export async function latestAt(db: Db, pointId: string): Promise<string> {
  return newestOf(db, pointId);
}

/** What happened, newest first; at most `limit`. */
export async function readTrail(db: Db, filter: TrailFilter, limit: number): Promise<RecordedEntry[]> {
  return entriesOf(db, filter, limit);
}
