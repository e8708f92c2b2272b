import type { Place } from "./place.ts";

/** Degrees along one side of a cell: about 220 m north to south. */
const SIDE = 0.002;
/** More columns than the earth has, so that a row's cells are consecutive numbers. */
const COLUMNS = 200_000;
const METRES_A_DEGREE = 111_195;

const rowOf = (lat: number) => Math.floor((lat + 90) / SIDE);
const columnOf = (lng: number) => Math.floor((lng + 180) / SIDE);

/** The number of the cell that holds a place. */
export function cellOf(place: Place): number {
  return rowOf(place.lat) * COLUMNS + columnOf(place.lng);
}

/** The rows and columns of cells that a square around a place touches; `metres` is half its side. */
export function cellsAround(place: Place, metres: number): CellBlock {
  const dLat = metres / METRES_A_DEGREE;
  const dLng = dLat / Math.max(0.01, Math.cos((place.lat * Math.PI) / 180));
  return cellsIn({ south: place.lat - dLat, north: place.lat + dLat, west: place.lng - dLng, east: place.lng + dLng });
}

export interface CellBlock {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
  /** Cells in a row; cell = row × columns + column. */
  columns: number;
}

export function cellsIn(box: { south: number; north: number; west: number; east: number }): CellBlock {
  return {
    firstRow: rowOf(Math.max(-90, box.south)),
    lastRow: rowOf(Math.min(90, box.north)),
    firstColumn: columnOf(Math.max(-180, box.west)),
    lastColumn: columnOf(Math.min(180, box.east)),
    columns: COLUMNS,
  };
}

/** Metres that a nearest-first search looks in turn: each ring is wide enough to be worth its question. */
export function rings(radius: number): number[] {
  const steps = [350, 700, 1500, 3000, 7500, 18_000, 50_000].filter((step) => step < radius);
  return [...steps, radius];
}

/** Degrees along a cluster's side at a map zoom, snapped to halves of the scale so that addresses repeat. */
export function clusterSide(zoom: number): number {
  return 360 / 2 ** zoom / 4;
}

/** The zooms whose cells the store counts points by; a map that is further away reads these and no points. */
export const COUNTED_LEVELS = [2, 4, 6, 8, 10, 12, 14] as const;

/** The counted level that a map zoom is gathered from: the next finer one; undefined where points are few enough to be read. */
export function countedLevel(zoom: number): number | undefined {
  return COUNTED_LEVELS.find((level) => level >= zoom);
}

const levelColumns = (level: number): number => 4 * 2 ** level + 1;

/** The number of the cell of a level that holds a place. */
export function levelCell(level: number, { lat, lng }: Place): number {
  return (
    Math.floor((lat + 90) / clusterSide(level)) * levelColumns(level) + Math.floor((lng + 180) / clusterSide(level))
  );
}

/** The rows and columns of a level's cells that a box touches. */
export function levelCellsIn(
  level: number,
  box: { south: number; north: number; west: number; east: number },
): CellBlock {
  const side = clusterSide(level);
  return {
    firstRow: Math.floor((box.south + 90) / side),
    lastRow: Math.floor((box.north + 90) / side),
    firstColumn: Math.floor((box.west + 180) / side),
    lastColumn: Math.floor((box.east + 180) / side),
    columns: levelColumns(level),
  };
}

/** Tiles of a map's zoom that a box may span to each side: more than any screen shows. */
export const MOST_TILES = 32;

/** Whether a box is no wider and no higher than a map of that zoom can show. */
export function fitsZoom(box: { south: number; north: number; west: number; east: number }, zoom: number): boolean {
  const most = (360 / 2 ** zoom) * MOST_TILES;
  return box.east - box.west <= most && box.north - box.south <= most;
}
