import type { Db } from "#db/db.ts";
import type { Ids } from "#app/platform/ids.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { TrailEntry } from "./trail.ts";
import { insertEntry } from "./trail.store.server.ts";

/** Appends what happened; call it inside the transaction that makes it happen. */
export async function record(trx: Db, ids: Ids, at: Instant, entry: TrailEntry): Promise<void> {
  await insertEntry(trx, { ...entry, id: ids.id(), at });
}
