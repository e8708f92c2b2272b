import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findOpenTasks } from "#app/features/places/doors/fix-door.server.ts";
import { reportDoor } from "#app/features/places/doors/report-door.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { newRider, serviceNamed, testApp } from "#tests/support/app.ts";

test("a device reports once in ten minutes, and then again", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const { pointId } = await serviceNamed(app, "骑手门诊");
  expect(await reportDoor(app, rider, pointId, "open")).toMatchObject({ kind: "reported" });
  app.clock.set("2026-11-24T02:09:59.999Z" as Instant);
  expect(await reportDoor(app, rider, pointId, "locked")).toEqual({ kind: "too-soon", retryAfterSeconds: 1 });
  app.clock.set("2026-11-24T02:10:00.000Z" as Instant);
  expect(await reportDoor(app, rider, pointId, "locked")).toMatchObject({ kind: "reported" });
  expect(await reportDoor(app, rider, randomUUID(), "open")).toEqual({ kind: "no-such-point" });
});

test("two who find a door locked do not turn it, and give the manager a task; three do, until as many find it open", async () => {
  const app = await testApp();
  const { pointId } = await serviceNamed(app, "骑手门诊");
  const point = (await findPoint(app.db, pointId))!;
  const door = async () => {
    const { state, confirmedAt } = (await watchDoors(app, [point], app.clock.now())).get(pointId)!;
    return [state, confirmedAt];
  };
  await reportDoor(app, await newRider(app), pointId, "locked");
  expect(await door()).toEqual(["open", null]);
  expect(await findOpenTasks(app.db, [pointId])).toEqual([]);
  await reportDoor(app, await newRider(app), pointId, "locked");
  expect(await door()).toEqual(["open", null]);
  expect(await findOpenTasks(app.db, [pointId])).toMatchObject([{ reason: "locked" }]);
  await reportDoor(app, await newRider(app), pointId, "locked");
  expect(await door()).toEqual(["unknown", null]);
  expect(await findOpenTasks(app.db, [pointId])).toHaveLength(1);
  app.clock.set("2026-11-24T02:05:00.000Z" as Instant);
  await reportDoor(app, await newRider(app), pointId, "open");
  expect(await door()).toEqual(["unknown", "2026-11-24T02:05:00.000Z"]);
  for (let i = 0; i < 2; i++) await reportDoor(app, await newRider(app), pointId, "open");
  expect(await door()).toEqual(["open", "2026-11-24T02:05:00.000Z"]);
});
