import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { DaySpan } from "#app/features/places/hours/opening.ts";
import { replacePeaks } from "./cities.store.server.ts";

/** Sets when a rider kind is busy in a city; all other times are off-peak and are offered first. */
export async function setPeaks(
  app: App,
  actor: Actor,
  cityId: string,
  riderKind: string,
  peaks: DaySpan[],
): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app.db, async (trx) => {
    await replacePeaks(trx, cityId, riderKind, peaks);
    await record(trx, app.ids, now, {
      actor,
      verb: "city.peaks-set",
      subject: { kind: "city", id: cityId },
      pointId: null,
      before: {},
      after: { kind: riderKind, peaks: peaks.map(({ from, to }) => `${from}-${to}`).join(",") },
    });
  });
}
