import { expect, test } from "vitest";
import { findNearestFit } from "#app/features/finding/nearby/find-nearest-fit.server.ts";
import { listNearby } from "#app/features/finding/nearby/list-nearby.server.ts";
import { showClusters } from "#app/features/finding/nearby/show-clusters.server.ts";
import { showNearby } from "#app/features/finding/nearby/show-nearby.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { seedScale } from "#app/process/seeds/seed-scale.ts";
import { testApp } from "#tests/support/app.ts";

const HERE = { lat: 30.58, lng: 114.28 };

test("points come nearest first, the same whatever ring they were found in", async () => {
  const app = await testApp();
  await seedScale(app, { points: 3000, oneCity: true });
  const all = await app.db
    .selectFrom("point_places")
    .select(["point_id", "lat", "lng"])
    .where("kind", "=", "")
    .execute();
  const { distanceBetween } = await import("#app/features/places/map/place.ts");
  const expected = all
    .map((row) => ({ id: row.point_id, d: distanceBetween(HERE, row) }))
    .filter(({ d }) => d <= 3000)
    .sort((a, b) => a.d - b.d || (a.id < b.id ? -1 : 1));
  for (const limit of [1, 10, 40]) {
    const found = await listNearby(app, { place: HERE, radius: 3000, limit }, app.clock.now());
    expect(found.map(({ point }) => point.id)).toEqual(expected.slice(0, limit).map(({ id }) => id));
  }
  const page = await listNearby(app, { place: HERE, radius: 3000, limit: 10, offset: 10 }, app.clock.now());
  expect(page.map(({ point }) => point.id)).toEqual(expected.slice(10, 20).map(({ id }) => id));
});

test("a point beyond the river ranks behind nearer banks, and its distance stays what it is", async () => {
  const app = await testApp();
  const found = await listNearby(
    app,
    { place: { lat: 30.569, lng: 114.2815 }, radius: 3000, bank: "wuhan-hankou", limit: 20 },
    app.clock.now(),
  );
  const over = found.findIndex(({ point }) => point.name === "晴川桥头驿站");
  expect(found[over]).toMatchObject({ crossing: true });
  expect(found[over]!.distance).toBeLessThan(found[over - 1]!.distance);
});

test("open now and places today leave out what is closed or full", async () => {
  const app = await testApp();
  app.clock.set("2026-11-24T19:00:00.000Z" as Instant);
  const names = (found: Awaited<ReturnType<typeof listNearby>>) => found.map(({ point }) => point.name);
  const now = app.clock.now();
  const open = await listNearby(app, { place: HERE, radius: 5000, openAt: now, limit: 20 }, now);
  expect(names(open)).toEqual(["武胜路加油站休息角"]);
  const places = await listNearby(app, { place: HERE, radius: 3000, placesToday: true, limit: 20 }, now);
  expect(names(places)).toContain("骑手门诊 · 武汉市第四医院");
  expect(names(places)).not.toContain("江汉路骑手驿站");
  expect(names(await listNearby(app, { place: HERE, radius: 5000, kind: "rider-clinic", limit: 20 }, now))).toEqual([
    "骑手门诊 · 武汉市第四医院",
  ]);
  expect(
    names(await listNearby(app, { place: HERE, radius: 8000, amenities: ["truck-parking"], limit: 20 }, now)),
  ).toEqual(["古田司机休息点"]);
});

test("a day on which a point keeps other hours is told from its week", async () => {
  const app = await testApp();
  const [first] = await listNearby(app, { place: HERE, radius: 3000, limit: 1 }, app.clock.now());
  await app.db
    .insertInto("point_days")
    .values({ point_id: first!.point.id, date: "2026-11-24", spans: "[]", reason: "停水" })
    .execute();
  const now = app.clock.now();
  const open = await listNearby(app, { place: HERE, radius: 3000, openAt: now, limit: 20 }, now);
  expect(open.map(({ point }) => point.id)).not.toContain(first!.point.id);
  expect(open.length).toBeGreaterThan(3);
});

test("a row names the next free time, the day's numbers, and for whom it is when not for me", async () => {
  const app = await testApp();
  const rows = await showNearby(
    app,
    { place: HERE, radius: 3000, kind: "rider-clinic", limit: 5 },
    "truck",
    "zh",
    app.clock.now(),
  );
  expect(rows[0]).toMatchObject({ forOthers: ["food-rider", "courier"], next: null });
  const mine = await showNearby(
    app,
    { place: HERE, radius: 3000, kind: "rider-clinic", limit: 5 },
    "food-rider",
    "zh",
    app.clock.now(),
  );
  expect(mine[0]).toMatchObject({
    forOthers: null,
    fee: "registration-free",
    proof: ["uniform", "order-screen"],
    next: { start: "2026-11-24T02:20:00.000Z", dayLeft: 56, dayQuota: 60 },
  });
  expect(await findNearestFit(app, HERE, "rider-clinic", "truck", app.clock.now())).toBeUndefined();
  expect(await findNearestFit(app, HERE, "rest-point", "truck", app.clock.now())).toMatchObject({
    point: { name: "六渡桥工会驿站" },
  });
});

test("clusters hold every point of a box once, and at street zoom each stands alone", async () => {
  const app = await testApp();
  await seedScale(app, { points: 500, oneCity: true });
  const box = { west: 114, south: 30.3, east: 114.6, north: 30.9 };
  const total = (
    await app.db
      .selectFrom("point_places")
      .select("point_id")
      .where("kind", "=", "")
      .where("lat", "<", 30.9)
      .where("lng", ">", 114)
      .execute()
  ).length;
  const wide = await showClusters(app, { box, zoom: 9, limit: 150 }, app.clock.now());
  expect(wide.reduce((sum, thing) => sum + (thing.kind === "cluster" ? thing.count : 1), 0)).toBe(total);
  const street = await showClusters(
    app,
    { box: { west: 114.265, south: 30.57, east: 114.275, north: 30.576 }, zoom: 18, limit: 150 },
    app.clock.now(),
  );
  expect(street.length).toBeGreaterThan(0);
  expect(street.every((thing) => thing.kind === "point")).toBe(true);
});
