/** Degrees of one tile at a zoom: boxes are snapped to halves of it, so that neighbours ask for the same address. */
const tileSide = (zoom: number) => 360 / 2 ** zoom;

/** The address of what lies around a view; the same for every view of about the same place. */
export function aroundAddress(
  view: { west: number; south: number; east: number; north: number },
  zoom: number,
  kind: string | undefined,
): string {
  const whole = Math.max(3, Math.floor(zoom));
  const side = tileSide(whole) / 2;
  const snap = (value: number, step: (n: number) => number, most: number) =>
    Math.max(-most, Math.min(most, step(value / side) * side)).toFixed(5);
  const bbox = [
    snap(view.west, Math.floor, 180),
    snap(view.south, Math.floor, 85),
    snap(view.east, Math.ceil, 180),
    snap(view.north, Math.ceil, 85),
  ].join(",");
  return `/api/v1/points?bbox=${bbox}&zoom=${whole}${kind ? `&kind=${kind}` : ""}`;
}
