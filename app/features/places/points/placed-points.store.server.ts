import type { Insertable } from "kysely";
import type { Db } from "#db/db.ts";
import { insertRows, rows } from "#db/rows.server.ts";
import type { CellCountsTable } from "#db/tables/places/cell-counts.ts";
import { amenitySet, type Amenity } from "./amenities.ts";
import { cellOf, COUNTED_LEVELS, levelCell } from "#app/features/places/map/cells.ts";
import type { Place } from "#app/features/places/map/place.ts";
import type { PointKind } from "./point.ts";

type Standing = { kinds: PointKind[]; hoursId: string | null; amenities: Amenity[]; bank: string | null };

/** Puts a point on the map. */
export async function placePoint(trx: Db, id: string, place: Place, point: Standing): Promise<void> {
  await insertPlaces(trx, placeRows(id, place, point));
}

/** The same for many at once. */
export async function placePoints(trx: Db, points: (Standing & { id: string; place: Place })[]): Promise<void> {
  await insertPlaces(
    trx,
    points.flatMap((point) => placeRows(point.id, point.place, point)),
  );
}

type PlaceRow = ReturnType<typeof placeRows>[number];

/** Writes where points stand, and counts them by cell. */
async function insertPlaces(trx: Db, places: PlaceRow[]): Promise<void> {
  for (let at = 0; at < places.length; at += 500)
    await trx
      .insertInto("point_places")
      .values(places.slice(at, at + 500))
      .execute();
  await countPlaces(trx, places, 1);
}

/** Takes a point from the map, and from what is counted by cell. */
export async function takePlaceAway(trx: Db, id: string): Promise<void> {
  const gone = await trx.deleteFrom("point_places").where("point_id", "=", id).returningAll().execute();
  await countPlaces(trx, gone, -1);
}

async function countPlaces(trx: Db, places: PlaceRow[], by: 1 | -1): Promise<void> {
  const cells = new Map<string, Insertable<CellCountsTable>>();
  for (const { kind, hours_id, lat, lng } of places) {
    for (const level of COUNTED_LEVELS) {
      const cell = levelCell(level, { lat, lng });
      const key = `${kind} ${level} ${cell} ${hours_id ?? ""}`;
      const known = cells.get(key) ?? {
        kind,
        level,
        cell,
        hours_id: hours_id ?? "",
        points: 0,
        lat_sum: 0,
        lng_sum: 0,
      };
      cells.set(key, {
        ...known,
        points: known.points + by,
        lat_sum: known.lat_sum + by * lat,
        lng_sum: known.lng_sum + by * lng,
      });
    }
  }
  const all = [...cells.values()];
  if (by === -1) return uncount(trx, all);
  for (let at = 0; at < all.length; at += 100) await insertRows(trx, "cell_counts", all.slice(at, at + 100), ADD);
}

const ADD = `on conflict (kind, level, cell, hours_id) do update set points = cell_counts.points + excluded.points,
  lat_sum = cell_counts.lat_sum + excluded.lat_sum, lng_sum = cell_counts.lng_sum + excluded.lng_sum`;

async function uncount(trx: Db, cells: Insertable<CellCountsTable>[]): Promise<void> {
  const THIS = "where kind = ? and level = ? and cell = ? and hours_id = ?";
  for (const { kind, level, cell, hours_id, points, lat_sum, lng_sum } of cells) {
    const key = [kind, level, cell, hours_id];
    const [left] = await rows<{ points: number }>(
      trx,
      `update cell_counts set points = points + ?, lat_sum = lat_sum + ?, lng_sum = lng_sum + ? ${THIS} returning points`,
      [points, lat_sum, lng_sum, ...key],
    );
    if (left?.points === 0) await rows(trx, `delete from cell_counts ${THIS} returning kind`, key);
  }
}

function placeRows(id: string, place: Place, point: Standing) {
  // A kind that was ticked twice is one.
  return [...new Set<string>(["", ...point.kinds])].map((kind) => ({
    kind,
    cell: cellOf(place),
    point_id: id,
    lat: place.lat,
    lng: place.lng,
    hours_id: point.hoursId,
    amenities: amenitySet(point.amenities),
    bank: point.bank,
  }));
}
