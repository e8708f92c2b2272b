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
    firstRow: rowOf(Math.max(-90, box.south)), lastRow: rowOf(Math.min(90, box.north)),
    firstColumn: columnOf(Math.max(-180, box.west)), lastColumn: columnOf(Math.min(180, box.east)),
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
  return (360 / 2 ** zoom) / 4;
}
