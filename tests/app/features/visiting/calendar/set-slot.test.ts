import { expect, test } from "vitest";
import { openSlot, resizeSlot, setServiceDay } from "#app/features/visiting/calendar/set-slot.server.ts";
import { mayTouchDate } from "#app/features/visiting/calendar/desk-dates.ts";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { makeSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { serviceNamed, slotAt, testApp } from "#tests/support/app.ts";
import { actorOf, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a slot is resized to no fewer than are taken, and a remake leaves what the desk set", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  expect(await resizeSlot(app, staff, point.id, booking.slot.id, 0)).toEqual({ kind: "booked-more", booked: 1 });
  expect((await resizeSlot(app, staff, point.id, booking.slot.id, 5)).kind).toBe("set");
  const other = await slotAt(app, service, "2026-11-24", "15:10");
  await resizeSlot(app, staff, point.id, other.id, 7);
  await makeSlots(app, service.id);
  expect((await slotAt(app, service, "2026-11-24", "15:10")).capacity).toBe(7);
  expect(await resizeSlot(app, staff, (await serviceNamed(app, "周四法律咨询")).pointId, other.id, 3)).toEqual({
    kind: "no-such-slot",
  });
  await closeSlots(app, staff, {
    pointId: point.id,
    serviceId: service.id,
    date: "2026-11-24" as CivilDate,
    slotIds: [other.id],
  });
  expect(await openSlot(app, staff, point.id, other.id)).toMatchObject({ kind: "set", slot: { closed: false } });
});

test("a day's quota is no fewer than are given out; setting it opens the day unless it stays closed", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "manager", point));
  const service = await serviceNamed(app, "骑手门诊");
  const date = "2026-11-24" as CivilDate;
  await bookedAt(app, date, "14:10");
  await bookedAt(app, date, "14:20");
  expect(await setServiceDay(app, staff, service, date, 1)).toEqual({ kind: "quota-spent", booked: 2 });
  expect(await setServiceDay(app, staff, service, date, 2)).toMatchObject({ kind: "set", day: { quota: 2 } });
  await app.db
    .updateTable("service_days")
    .set({ closed: 1 })
    .where("service_id", "=", service.id)
    .where("date", "=", date)
    .execute();
  expect(await setServiceDay(app, staff, service, date, 9, true)).toMatchObject({ day: { closed: true } });
  expect(await setServiceDay(app, staff, service, date, null)).toMatchObject({ day: { closed: false, quota: null } });
  expect(await setServiceDay(app, staff, { id: service.id, pointId: "elsewhere" }, date, 9)).toEqual({
    kind: "no-such-service",
  });
});

test("volunteers touch today and tomorrow, managers any day to come, and nobody yesterday", () => {
  const days = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"] as CivilDate[];
  const today = "2026-11-24" as CivilDate;
  expect(days.map((date) => mayTouchDate(["volunteer"], date, today))).toEqual([false, true, true, false]);
  expect(days.map((date) => mayTouchDate(["manager"], date, today))).toEqual([false, true, true, true]);
  expect(days.map((date) => mayTouchDate([], date, today))).toEqual([false, false, false, false]);
});
