import fc from "fast-check";
import { expect, test } from "vitest";
import { bankAt, rankingDistance } from "#app/features/places/map/banks.ts";
import { cellOf, cellsAround } from "#app/features/places/map/cells.ts";
import { bearingTo, headingOf } from "#app/features/places/map/compass.ts";
import { goThereLinks } from "#app/features/places/points/go-there.ts";
import { coarse, directionTo, distanceBetween, parseBox, parsePlace } from "#app/features/places/map/place.ts";
import { convertDatum } from "#app/features/places/map/datum.ts";
import { wuhan } from "#app/process/seeds/wuhan.ts";
import { chongqing } from "#app/process/seeds/chongqing.ts";

test.each([
  ["30.58,114.27", true],
  [" 30.58 , 114.27 ", true],
  ["91,0", false],
  ["0,181", false],
  ["NaN,1", false],
  ["1e3,2", false],
  ["30.58", false],
  ["30.58,114.27,1", false],
  ["", false],
])("the text %j is a place: %s", (text, good) => {
  expect(parsePlace(text) !== undefined).toBe(good);
});

test("a box has its corners in order", () => {
  expect(parseBox("114,30,115,31")).toEqual({ west: 114, south: 30, east: 115, north: 31 });
  for (const bad of ["115,30,114,31", "114,31,115,30", "1,2,3", "a,b,c,d", "114,30,115,91"])
    expect(parseBox(bad)).toBeUndefined();
});

test("an address carries a place to about a hundred metres", () => {
  expect(coarse({ lat: 30.580499, lng: 114.270501 })).toEqual({ lat: 30.58, lng: 114.271 });
});

test("a place lies in a cell of the block around it, and so does every place within the radius", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 18, max: 53, noNaN: true }),
      fc.double({ min: 74, max: 134, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 50_000 }),
      (lat, lng, dy, dx, metres) => {
        const there = { lat: lat + (dy * metres) / 111_195, lng: lng + (dx * metres) / 111_195 };
        fc.pre(distanceBetween({ lat, lng }, there) <= metres);
        const block = cellsAround({ lat, lng }, metres);
        const cell = cellOf(there);
        const [row, column] = [Math.floor(cell / block.columns), cell % block.columns];
        expect(
          row >= block.firstRow && row <= block.lastRow && column >= block.firstColumn && column <= block.lastColumn,
        ).toBe(true);
      },
    ),
  );
});

test("known places convert to what the Chinese map services call them", () => {
  const gcj = convertDatum({ lat: 39.908823, lng: 116.39747 }, "wgs84", "gcj02");
  expect(distanceBetween(gcj, { lat: 39.910226, lng: 116.403714 })).toBeLessThan(3);
  const bd = convertDatum({ lat: 39.910226, lng: 116.403714 }, "gcj02", "bd09");
  expect(distanceBetween(bd, { lat: 39.916567, lng: 116.410085 })).toBeLessThan(3);
  expect(distanceBetween(convertDatum(gcj, "gcj02", "wgs84"), { lat: 39.908823, lng: 116.39747 })).toBeLessThan(3);
});

test("each map app gets its own datum", () => {
  const links = goThereLinks({ lat: 39.908823, lng: 116.39747 }, "天安门 & 广场");
  expect(links.amap).toContain("to=116.4037");
  expect(links.tencent).toContain("coord:39.9102");
  expect(links.baidu).toContain("coord_type=bd09ll");
  expect(links.baidu).toContain("39.9165");
  expect(links.geo).toMatch(/^geo:39\.908823,116\.397470\?q=/);
  for (const link of Object.values(links)) expect(link).not.toMatch(/[ 广]/);
});

test("each bank of the demonstration cities holds the places that stand on it", () => {
  const bank = (lat: number, lng: number, city = wuhan) => bankAt({ lat, lng }, city.plan.banks);
  expect(bank(30.5727, 114.2706)).toBe("wuhan-hankou");
  expect(bank(30.5531, 114.2662)).toBe("wuhan-hanyang");
  expect(bank(30.5295, 114.3176)).toBe("wuhan-wuchang");
  expect(bank(29.5811, 106.5312, chongqing)).toBe("chongqing-jiangbei");
  expect(bank(29.5587, 106.5784, chongqing)).toBe("chongqing-yuzhong");
  expect(bank(29.5296, 106.5698, chongqing)).toBe("chongqing-nanan");
  for (const city of [wuhan, chongqing])
    for (const { point } of city.points) expect(bankAt(point.place!, city.plan.banks), point.name).toBeDefined();
  expect(rankingDistance(500, true)).toBeGreaterThan(rankingDistance(2400, false));
});

test("a place lies in one of eight directions from another, told by the ground and not by degrees", () => {
  const here = { lat: 30.58, lng: 114.28 };
  const towards = (north: number, east: number) =>
    directionTo(here, {
      lat: here.lat + north / 111_195,
      lng: here.lng + east / (111_195 * Math.cos((30.58 * Math.PI) / 180)),
    });
  expect([
    towards(500, 0),
    towards(500, 500),
    towards(0, 500),
    towards(-500, 500),
    towards(-500, 0),
    towards(-500, -500),
    towards(0, -500),
    towards(500, -500),
  ]).toEqual(["n", "ne", "e", "se", "s", "sw", "w", "nw"]);
  expect([towards(500, 200), towards(500, 215)]).toEqual(["n", "ne"]);
  expect(directionTo(here, here)).toBeUndefined();
});

test("a compass turns by the phone's north, however it is held", () => {
  const here = { lat: 30.58, lng: 114.28 };
  expect(
    [
      bearingTo(here, { lat: 30.68, lng: 114.28 }),
      bearingTo(here, { lat: 30.58, lng: 114.38 }),
      bearingTo(here, { lat: 30.48, lng: 114.28 }),
    ].map(Math.round),
  ).toEqual([0, 90, 180]);
  expect(headingOf({ webkitCompassHeading: 90, absolute: false, alpha: 10 }, 0)).toBe(90);
  expect(headingOf({ absolute: true, alpha: 90 }, 0)).toBe(270);
  expect(headingOf({ absolute: true, alpha: 90 }, 90)).toBe(0);
  expect(headingOf({ absolute: false, alpha: 90 }, 0)).toBeUndefined();
});
