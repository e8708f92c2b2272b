import { expect, test } from "vitest";
import { aroundAddress } from "#app/features/finding/nearby/ui/map-address.ts";
import { legible } from "#app/features/finding/nearby/ui/map-labels.ts";

const FRAME = { left: 0, top: 0, right: 200, bottom: 200 };
const box = (left: number, top: number) => ({ left, top, right: left + 40, bottom: top + 14 });

test("labels that would meet a pin or one before them, or be cut, are hidden; the first wins", () => {
  expect(
    legible(
      [box(0, 0), box(30, 5), box(41, 0), undefined, box(100, 100)],
      [{ left: 110, top: 90, right: 120, bottom: 130 }],
      FRAME,
    ),
  ).toEqual([true, false, true, false, false]);
  expect(legible([box(-1, 0), box(170, 0), box(160, 186), box(160, 187)], [], FRAME)).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test("views of about the same place ask for the same address, so that it can be answered from memory", () => {
  const view = (west: number, south: number) => ({ west, south, east: west + 0.05, north: south + 0.08 });
  expect(aroundAddress(view(114.2601, 30.5502), 13, undefined)).toBe(
    aroundAddress(view(114.2604, 30.5504), 13.4, undefined),
  );
  expect(aroundAddress(view(114.2601, 30.5502), 13, "rest-point")).toMatch(/zoom=13&kind=rest-point$/);
  const [west, south, east, north] = /bbox=([^&]+)/
    .exec(aroundAddress(view(114.26, 30.55), 13, undefined))![1]!
    .split(",")
    .map(Number) as [number, number, number, number];
  expect(west <= 114.26 && south <= 30.55 && east >= 114.31 && north >= 30.63).toBe(true);
  expect(aroundAddress({ west: -200, south: -90, east: 200, north: 90 }, 3, undefined)).toContain(
    "bbox=-180.00000,-85.00000,180.00000,85.00000",
  );
});
