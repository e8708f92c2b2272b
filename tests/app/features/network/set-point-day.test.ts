import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { watchDoors } from "#app/features/door/watch-doors.server.ts";
import { setPointDay } from "#app/features/network/set-point-day.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a date of its own closes or moves the hours of that day, and is given back to the week", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const noon = at("2026-11-25T02:00:00.000Z");
  const state = async () => (await watchDoors(app, [point], noon)).get(point.id)!.state;
  const date = "2026-11-25" as CivilDate;
  expect(await setPointDay(app, manager, point.id, date, { spans: [], reason: "停电", reason_en: "" })).toBe("set");
  expect(await state()).toBe("closed");
  await setPointDay(app, manager, point.id, date, { spans: [{ from: "09:00" as never, to: "10:15" as never }], reason: "", reason_en: "" });
  expect(await state()).toBe("closing-soon");
  await setPointDay(app, manager, point.id, date, null);
  expect(await state()).toBe("open");
  expect(await setPointDay(app, manager, randomUUID(), date, null)).toBe("no-such-point");
});
