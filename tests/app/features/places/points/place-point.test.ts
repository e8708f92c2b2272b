import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { placePoint } from "#app/features/places/points/place-point.server.ts";
import { listNearby } from "#app/features/finding/nearby/list-nearby.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";

test("a point that was moved is found where it now stands and no longer where it stood", async () => {
  const app = await testApp();
  const { pointId } = await serviceNamed(app, "骑手门诊");
  await placePoint(app, SYSTEM, pointId, { lat: 30.7, lng: 114.1 });
  const near = async (lat: number, lng: number) =>
    (await listNearby(app, { place: { lat, lng }, radius: 500, limit: 5 }, app.clock.now())).map(
      ({ point }) => point.id,
    );
  expect(await near(30.7, 114.1)).toEqual([pointId]);
  expect(await near(30.5727, 114.2706)).not.toContain(pointId);
});

test("an unknown point is not placed", async () => {
  expect(await placePoint(await testApp(), SYSTEM, randomUUID(), { lat: 30, lng: 114 })).toBe("no-such-point");
});
