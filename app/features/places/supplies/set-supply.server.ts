import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { putSupply, suppliesOf } from "./supplies.store.server.ts";
import type { Supply, SupplyItem, SupplyState } from "./supply.ts";

/** Says what a point has right now; riders see it. */
export async function setSupply(
  app: App,
  actor: Actor,
  pointId: string,
  item: SupplyItem,
  state: SupplyState,
): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app.db, async (trx) => {
    const before = (await suppliesOf(trx, pointId)).find((one) => one.item === item)?.state ?? null;
    if (before === state) return;
    await putSupply(trx, pointId, item, state, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "supply.set",
      subject: { kind: "point", id: pointId },
      pointId,
      before: { [item]: before },
      after: { [item]: state },
    });
  });
}

export async function findSupplies(db: Db, pointId: string): Promise<Supply[]> {
  return suppliesOf(db, pointId);
}

/** The same inside the caller's transaction, without a trail: for a store that is being made. */
export async function setSupplyInside(
  trx: Db,
  pointId: string,
  item: SupplyItem,
  state: SupplyState,
  now: Instant,
): Promise<void> {
  await putSupply(trx, pointId, item, state, now);
}
