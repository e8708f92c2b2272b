import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { setPointDate } from "#app/features/visiting/closures/set-point-date.server.ts";
import { findOpenClosures } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { drift, serviceNamed, slotsOn, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a date of its own closes or moves the hours of that day, and is given back to the week", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const noon = at("2026-11-25T02:00:00.000Z");
  const state = async () => (await watchDoors(app, [point], noon)).get(point.id)!.state;
  const date = "2026-11-25" as CivilDate;
  expect(await setPointDate(app, manager, point.id, date, { spans: [], reason: "停电", reason_en: "" })).toMatchObject({
    kind: "set",
    moved: 0,
    cancelled: 0,
  });
  expect(await state()).toBe("closed");
  await setPointDate(app, manager, point.id, date, {
    spans: [{ from: "09:00" as never, to: "10:15" as never }],
    reason: "",
    reason_en: "",
  });
  expect(await state()).toBe("closing-soon");
  await setPointDate(app, manager, point.id, date, null);
  expect(await state()).toBe("open");
  expect(await setPointDate(app, manager, randomUUID(), date, null)).toEqual({ kind: "no-such-point" });
});

test("a date that is closed or cut short moves whom it no longer covers, in one act that can be undone", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const service = await serviceNamed(app, "骑手门诊");
  const manager = actorOf(await newStaff(app, "manager", point));
  const date = "2026-11-25" as CivilDate;
  const morning = await bookedAt(app, date, "09:00");
  const afternoon = await bookedAt(app, date, "14:10");
  const dateOf = async (id: string) =>
    (await app.db.selectFrom("bookings").select("date").where("id", "=", id).executeTakeFirstOrThrow()).date;
  expect(
    await setPointDate(app, manager, point.id, date, {
      spans: [{ from: "08:00" as never, to: "12:00" as never }],
      reason: "停电",
      reason_en: "",
    }),
  ).toEqual({ kind: "set", moved: 1, cancelled: 0 });
  expect(
    (await slotsOn(app, service, date))
      .filter(({ closed }) => !closed)
      .every(({ start }) => start < "2026-11-25T04:00:00.000Z"),
  ).toBe(true);
  expect(await dateOf(morning.booking.id)).toBe(date);
  for (const { closure } of await findOpenClosures(app.db, point.id, app.clock.now()))
    expect(await undoClosure(app, manager, point.id, closure.id)).toMatchObject({ kind: "undone" });
  expect(await dateOf(afternoon.booking.id)).toBe(date);
  expect(await setPointDate(app, manager, point.id, date, { spans: [], reason: "停电", reason_en: "" })).toEqual({
    kind: "set",
    moved: 2,
    cancelled: 0,
  });
  expect([await dateOf(morning.booking.id), await dateOf(afternoon.booking.id)]).not.toContain(date);
  expect(await drift(app)).toEqual([]);
});
