import { setImmediate } from "node:timers/promises";
import type { Db } from "#db/db.ts";
import { marks, rows } from "#db/rows.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { cellsAround, cellsIn, levelCellsIn, type CellBlock } from "#app/features/places/map/cells.ts";
import { distanceBetween, type Box, type Place } from "#app/features/places/map/place.ts";
import type { PlacedPoint, PointKind } from "./point.ts";

/** What a search may ask of points, beyond where. */
export interface PointFilter {
  kind?: PointKind;
  /** A bit set of amenities that must all be there. */
  amenities?: number;
  /** Only points that keep one of these patterns of hours, or keep other hours on `date`. */
  hours?: { ids: string[]; date: CivilDate };
}

// One range of cells a row: a seek in the covering index each, whatever else the store holds.
const RINGS = `with recursive rings (line) as (select cast(? as bigint) union all select line + 1 from rings where line < ?)`;

const IN_BLOCK = `p.kind = ? and p.cell between rings.line * ? + ? and rings.line * ? + ?`;

/** The conditions of a search after its block of cells, as text and parameters. */
function conditionsOf(block: CellBlock, filter: PointFilter): { text: string; parameters: (string | number)[] } {
  const parameters: (string | number)[] = [
    filter.kind ?? "",
    block.columns,
    block.firstColumn,
    block.columns,
    block.lastColumn,
  ];
  let text = IN_BLOCK;
  if (filter.amenities) {
    text += " and (p.amenities & ?) = ?";
    parameters.push(filter.amenities, filter.amenities);
  }
  if (filter.hours) {
    text += ` and (p.hours_id in (${marks(filter.hours.ids)}) or p.point_id in (select point_id from point_days where date = ?))`;
    parameters.push(...filter.hours.ids, filter.hours.date);
  }
  return { text, parameters };
}

/** Every point within `metres` of a place that fits, nearest first. */
export async function pointsAround(db: Db, place: Place, metres: number, filter: PointFilter): Promise<PlacedPoint[]> {
  const block = cellsAround(place, metres);
  const { text, parameters } = conditionsOf(block, filter);
  const around = await rows<{ point_id: string; lat: number; lng: number; bank: string | null }>(
    db,
    `${RINGS} select p.point_id, p.lat, p.lng, p.bank from rings cross join point_places p where ${text}`,
    [block.firstRow, block.lastRow, ...parameters],
  );
  const found: PlacedPoint[] = [];
  for (const row of around) {
    const distance = distanceBetween(place, row);
    if (distance <= metres) found.push({ id: row.point_id, bank: row.bank, distance });
  }
  return found.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
}

export interface Cluster {
  place: Place;
  count: number;
  /** Set when the cluster is one point. */
  pointId: string;
}

/** Lines of cells that one statement reads: between two the process answers others. */
const LINES_AT_ONCE = 4;

interface Gathered {
  y: number;
  x: number;
  n: number;
  lat: number;
  lng: number;
  id: string;
}

/** Asks for a block of cells some lines at a time, and adds up what belongs together: sums of places by a grid's square, the fullest first. */
async function gather(
  block: CellBlock,
  limit: number,
  ask: (first: number, last: number) => Promise<Gathered[]>,
): Promise<Cluster[]> {
  const squares = new Map<string, Gathered>();
  for (let first = block.firstRow; first <= block.lastRow; first += LINES_AT_ONCE) {
    if (first > block.firstRow) await setImmediate();
    for (const part of await ask(first, Math.min(block.lastRow, first + LINES_AT_ONCE - 1))) {
      const key = `${part.y} ${part.x}`;
      const known = squares.get(key);
      squares.set(
        key,
        known
          ? {
              ...known,
              n: known.n + part.n,
              lat: known.lat + part.lat,
              lng: known.lng + part.lng,
              id: known.id < part.id ? known.id : part.id,
            }
          : part,
      );
    }
  }
  return [...squares.values()]
    .sort((a, b) => b.n - a.n || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.y - b.y || a.x - b.x))
    .slice(0, limit)
    .map(({ n, lat, lng, id }) => ({ count: n, place: { lat: lat / n, lng: lng / n }, pointId: id }));
}

/** Points in a box, gathered on a grid of `side` degrees; places are the middle of what was gathered. */
export async function clustersIn(
  db: Db,
  box: Box,
  side: number,
  filter: PointFilter,
  limit: number,
): Promise<Cluster[]> {
  const block = cellsIn(box);
  const { text, parameters } = conditionsOf(block, filter);
  return gather(block, limit, (first, last) =>
    rows<Gathered>(
      db,
      `${RINGS} select floor((p.lat + 90) / ?) as y, floor((p.lng + 180) / ?) as x, count(*) as n, sum(p.lat) as lat, sum(p.lng) as lng, min(p.point_id) as id
      from rings cross join point_places p where ${text} and p.lat between ? and ? and p.lng between ? and ? group by 1, 2`,
      [first, last, side, side, ...parameters, box.south, box.north, box.west, box.east],
    ),
  );
}

/**
 * The same from what is counted by cell, for a map that is far away: no point is read. What points keep on single dates is
 * left out of "open then": a map of a region tells of it roughly.
 */
export async function countedClustersIn(
  db: Db,
  box: Box,
  level: number,
  side: number,
  filter: PointFilter,
  limit: number,
): Promise<Cluster[]> {
  const block = levelCellsIn(level, box);
  const parameters: (string | number)[] = [
    filter.kind ?? "",
    level,
    block.columns,
    block.firstColumn,
    block.columns,
    block.lastColumn,
    ...(filter.hours?.ids ?? []),
  ];
  const gathered = await gather(block, limit, (first, last) =>
    rows<Gathered>(
      db,
      `${RINGS} select floor((c.lat_sum / c.points + 90) / ?) as y, floor((c.lng_sum / c.points + 180) / ?) as x, sum(c.points) as n, sum(c.lat_sum) as lat, sum(c.lng_sum) as lng, '' as id
      from rings cross join cell_counts c where c.kind = ? and c.level = ? and c.cell between rings.line * ? + ? and rings.line * ? + ?
      ${filter.hours ? `and c.hours_id in (${marks(filter.hours.ids)})` : ""} group by 1, 2`,
      [first, last, side, side, ...parameters],
    ),
  );
  return Promise.all(
    gathered.map(async (cluster) =>
      cluster.count > 1 ? cluster : { ...cluster, pointId: await pointAtPlace(db, cluster.place, filter) },
    ),
  );
}

/** The one point that stands at a place, as sums tell the place. */
async function pointAtPlace(db: Db, place: Place, filter: PointFilter): Promise<string> {
  return (await pointsAround(db, place, 2, filter))[0]?.id ?? "";
}
