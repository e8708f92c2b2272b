import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { bankAt } from "#app/features/places/map/banks.ts";
import { banksOf } from "#app/features/places/cities/cities.store.server.ts";
import type { Place } from "#app/features/places/map/place.ts";
import { cityIdOfPoint } from "./points.store.server.ts";
import { setPlace, unplacedPoints } from "./point-drafts.store.server.ts";

/** Points that came without coordinates and wait to be placed on the map. */
export async function listUnplaced(db: Db): Promise<{ id: string; cityId: string; name: string; address: string }[]> {
  return unplacedPoints(db, 500);
}

/** Puts a point on the map. */
export async function placePoint(
  app: App,
  actor: Actor,
  id: string,
  place: Place,
): Promise<"placed" | "no-such-point"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const cityId = await cityIdOfPoint(trx, id);
    if (!cityId) return "no-such-point";
    await setPlace(trx, id, place, bankAt(place, await banksOf(trx, cityId)) ?? null, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "point.placed",
      subject: { kind: "point", id },
      pointId: id,
      before: {},
      after: { lat: place.lat, lng: place.lng },
    });
    return "placed";
  });
}
