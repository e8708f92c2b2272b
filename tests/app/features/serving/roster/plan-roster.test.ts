import { expect, test } from "vitest";
import { setPointDate } from "#app/features/visiting/closures/set-point-date.server.ts";
import { findNeeds, findWindows, makeDueShifts, planRoster } from "#app/features/serving/roster/plan-roster.server.ts";
import { showShifts } from "#app/features/serving/roster/show-roster.server.ts";
import { takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff, rosterOf } from "#tests/support/staff.ts";

test("a need becomes a shift on each of its days for three weeks, and one more each day", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const shifts = await rosterOf(app, manager, point, { days: [3, 5], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-12-31",
  ]);
  expect(shifts.map(({ date }) => date)).toEqual([
    "2026-11-25",
    "2026-11-27",
    "2026-12-02",
    "2026-12-04",
    "2026-12-09",
    "2026-12-11",
  ]);
  expect(shifts[0]).toMatchObject({
    start: "2026-11-25T01:00:00.000Z",
    end: "2026-11-25T04:00:00.000Z",
    keepsDoor: true,
  });
  app.clock.set(at("2026-11-25T02:00:00.000Z"));
  expect(await makeDueShifts(app)).toBeGreaterThan(0);
  expect(await makeDueShifts(app)).toBe(0);
  expect(await showShifts(app, point.id, "2026-12-16" as CivilDate, "2026-12-16" as CivilDate)).toHaveLength(1);
});

test("on a date on which the point is shut nobody is wanted", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  await setPointDate(app, actorOf(manager), point.id, "2026-11-25" as CivilDate, {
    spans: [],
    reason: "停电",
    reason_en: "",
  });
  expect(
    (await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00" }, ["2026-11-24", "2026-12-03"])).map(
      ({ date }) => date,
    ),
  ).toEqual(["2026-12-02"]);
});

test("ending a need takes back what nobody took; a taken shift stays", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const shifts = await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-12-31",
  ]);
  await takeShift(app, await newStaff(app, "volunteer", point), shifts[1]!.id, "claim");
  const [need] = await findNeeds(app.db, point.id);
  expect(await planRoster(app, actorOf(manager), point.id, { act: "end-need", id: need!.id })).toBe("planned");
  expect(
    (await showShifts(app, point.id, "2026-11-24" as CivilDate, "2026-12-31" as CivilDate)).map(
      ({ shift }) => shift.id,
    ),
  ).toEqual([shifts[1]!.id]);
  const [window] = await findWindows(app.db, point.id);
  expect(await planRoster(app, actorOf(manager), point.id, { act: "end-window", id: window!.id })).toBe("planned");
  expect(await planRoster(app, actorOf(manager), point.id, { act: "end-window", id: window!.id })).toBe("not-there");
});
