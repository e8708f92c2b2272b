import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { makeDueSlots, makeSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { drift, newRider, serviceNamed, slotAt, slotsOn, testApp } from "#tests/support/app.ts";

const DAY = "2026-11-26";

test("slots are cut ahead to the horizon, and a day later one day further", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  expect(await slotsOn(app, service, "2026-12-01")).toHaveLength(39);
  expect(await slotsOn(app, service, "2026-12-02")).toEqual([]);
  expect(await makeDueSlots(app)).toBe(0);
  app.clock.set("2026-11-25T02:00:00.000Z" as Instant);
  while ((await makeDueSlots(app)) > 0);
  expect(await slotsOn(app, service, "2026-12-02")).toHaveLength(39);
});

test("remaking never touches a slot that anybody booked, and reshapes the others", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "周四法律咨询");
  const kept = await slotAt(app, service, DAY, "09:30");
  await bookSlot(app, await newRider(app), randomUUID(), { slotId: kept.id, riderKind: "truck" });
  await app.db
    .updateTable("schedules")
    .set({ capacity: 5, from_time: "09:50" })
    .where("service_id", "=", service.id)
    .where("from_time", "=", "09:30")
    .execute();
  await makeSlots(app, service.id);
  expect(await slotAt(app, service, DAY, "09:30")).toEqual({ ...kept, booked: 1 });
  expect(await slotAt(app, service, DAY, "09:50")).toMatchObject({ capacity: 5, booked: 0 });
  expect(await drift(app)).toEqual([]);
});

test("a slot that the schedules no longer want goes, unless somebody ever took it", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "周四法律咨询");
  await bookSlot(app, await newRider(app), randomUUID(), {
    slotId: (await slotAt(app, service, DAY, "14:30")).id,
    riderKind: "truck",
  });
  await app.db.deleteFrom("schedules").where("service_id", "=", service.id).execute();
  await makeSlots(app, service.id);
  expect((await slotsOn(app, service, DAY)).map(({ booked }) => booked)).toEqual([1]);
});
