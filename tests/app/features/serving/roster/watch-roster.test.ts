import { expect, test } from "vitest";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { confirmDoor } from "#app/features/places/doors/fix-door.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { checkInShift, checkOutShift } from "#app/features/serving/roster/check-in-shift.server.ts";
import { takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import { askForCover, endLeftShifts, watchStaffing } from "#app/features/serving/roster/watch-roster.server.ts";
import { testApp, type TestApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff, rosterOf, trailOf } from "#tests/support/staff.ts";

const doorOf = async (app: TestApp) => {
  const point = await clinicOf(app);
  return (await watchDoors(app, [point], app.clock.now())).get(point.id)!.state;
};

test("nobody there ten minutes after a shift that keeps the door began: riders see unstaffed, the operator and the manager are told; whoever comes ends it", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const [manager, operator, volunteer] = [
    await newStaff(app, "manager", point),
    await newStaff(app, "operator", point),
    await newStaff(app, "volunteer", point),
  ];
  const [shift] = await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  app.clock.set(at("2026-11-25T01:09:59.999Z"));
  await watchStaffing(app);
  expect(await doorOf(app)).toBe("open");
  app.clock.set(at("2026-11-25T01:10:00.000Z"));
  expect(await doorOf(app)).toBe("unstaffed");
  await makeDispatcher(app).runOnce();
  for (const who of [manager, operator])
    expect((await readInbox(app.db, { deviceId: who.deviceId }, "zh")).map(({ title }) => title)).toContain(
      "无人值守：骑手门诊 · 武汉市第四医院",
    );
  expect((await readInbox(app.db, { deviceId: volunteer.deviceId }, "zh")).map(({ title }) => title)).not.toContain(
    "无人值守：骑手门诊 · 武汉市第四医院",
  );
  app.clock.set(at("2026-11-25T02:10:00.000Z"));
  const inside = await checkInShift(app, volunteer, shift!.id);
  expect(await doorOf(app)).toBe("open");
  expect(await app.db.selectFrom("unstaffed_spans").select(["starts_at", "ends_at"]).execute()).toEqual([
    { starts_at: "2026-11-25T01:10:00.000Z", ends_at: "2026-11-25T02:10:00.000Z" },
  ]);
  app.clock.set(at("2026-11-25T03:00:00.000Z"));
  if (inside.kind === "checked-in") await checkOutShift(app, volunteer, inside.claimId);
  expect(await doorOf(app)).toBe("unstaffed");
  app.clock.set(at("2026-11-25T04:00:00.000Z"));
  await watchStaffing(app);
  expect(await app.db.selectFrom("unstaffed_spans").select("ends_at").where("ends_at", "is", null).execute()).toEqual(
    [],
  );
});

test("a window that decides no door leaves it open; a desk at work is there whatever the roster says", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00", keepsDoor: false }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  app.clock.set(at("2026-11-25T02:00:00.000Z"));
  expect(await doorOf(app)).toBe("open");
  await rosterOf(app, manager, point, { days: [3], from: "09:30", to: "12:00" }, ["2026-11-24", "2026-11-30"]);
  expect(await doorOf(app)).toBe("unstaffed");
  await confirmDoor(app, actorOf(manager), point.id);
  expect(await doorOf(app)).toBe("open");
  app.clock.set(at("2026-11-25T02:20:00.001Z"));
  expect(await doorOf(app)).toBe("unstaffed");
});

test("within a day an unconfirmed claim is given on and cover is asked for, once", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [one, two] = [await newStaff(app, "volunteer", point), await newStaff(app, "volunteer", point)];
  const [shift] = await rosterOf(app, manager, point, { days: [6], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  await takeShift(app, one, shift!.id, "claim");
  app.clock.set(at("2026-11-27T00:59:59.000Z"));
  await askForCover(app);
  expect(await trailOf(app, "shift.released")).toEqual([]);
  app.clock.set(at("2026-11-27T01:00:00.000Z"));
  await askForCover(app);
  expect(await trailOf(app, "shift.released")).toMatchObject([{ actor_kind: "system" }]);
  expect((await trailOf(app, "shift.cover-asked")).length).toBeGreaterThan(0);
  expect(await askForCover(app)).toBe(0);
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, { deviceId: one.deviceId }, "zh")).map(({ title }) => title)).toContain(
    "没确认的班已放出",
  );
  expect((await readInbox(app.db, { deviceId: two.deviceId }, "zh")).map(({ title }) => title)).toContain(
    "明天 09:00 缺人",
  );
});

test("who forgets to check out is checked out as of the end", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const volunteer = await newStaff(app, "volunteer", point);
  const [shift] = await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  app.clock.set(at("2026-11-25T01:00:00.000Z"));
  await checkInShift(app, volunteer, shift!.id);
  app.clock.set(at("2026-11-25T05:00:00.000Z"));
  expect(await endLeftShifts(app)).toBe(1);
  expect(await app.db.selectFrom("shift_claims").select(["status", "out_at"]).execute()).toEqual([
    { status: "done", out_at: "2026-11-25T04:00:00.000Z" },
  ]);
});
