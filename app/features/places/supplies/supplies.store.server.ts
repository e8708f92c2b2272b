import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Supply, SupplyItem, SupplyState } from "./supply.ts";

export async function suppliesOf(db: Db, pointId: string): Promise<Supply[]> {
  const rows = await db.selectFrom("supplies").selectAll().where("point_id", "=", pointId).orderBy("item").execute();
  return rows.map((row) => ({ item: row.item as SupplyItem, state: row.state, changedAt: row.changed_at }));
}

export async function putSupply(
  trx: Db,
  pointId: string,
  item: SupplyItem,
  state: SupplyState,
  now: Instant,
): Promise<void> {
  await trx
    .insertInto("supplies")
    .values({ point_id: pointId, item, state, changed_at: now })
    .onConflict((conflict) => conflict.columns(["point_id", "item"]).doUpdateSet({ state, changed_at: now }))
    .execute();
}
