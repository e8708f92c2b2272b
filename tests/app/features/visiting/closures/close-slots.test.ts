import { expect, test } from "vitest";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { drift, newRider, serviceNamed, slotsOn, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

const thursday = "2026-11-26" as CivilDate;

test("a closed Thursday moves its riders to the nearest other time, and they are told after the minute", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "周四法律咨询");
  const [slot] = await slotsOn(app, service, thursday);
  const rider = await newRider(app);
  await bookSlot(app, rider, crypto.randomUUID(), { slotId: slot!.id, riderKind: "truck" });
  const manager = actorOf(await newStaff(app, "manager", await clinicOf(app)));
  const closed = await closeSlots(app, manager, { pointId: service.pointId, serviceId: service.id, date: thursday });
  expect(closed).toMatchObject({ kind: "closed", moved: 1, cancelled: 0 });
  expect(await app.db.selectFrom("bookings").select(["date", "status"]).execute()).toEqual([
    { date: "2026-12-03", status: "booked" },
  ]);
  expect(await drift(app)).toEqual([]);
  expect(
    (await bookSlot(app, await newRider(app), crypto.randomUUID(), { slotId: slot!.id, riderKind: "truck" })).kind,
  ).toBe("day-full");
  const dispatcher = makeDispatcher(app);
  await dispatcher.runOnce();
  expect(await readInbox(app.db, rider, "zh")).toEqual([]);
  app.clock.set(at("2026-11-24T02:01:00.000Z"));
  await dispatcher.runOnce();
  expect((await readInbox(app.db, rider, "zh")).map(({ title }) => title)).toEqual(["时间改了：12月3日 周四 09:30"]);
});

test("with no other place the booking is cancelled, and undoing brings it back", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const service = await serviceNamed(app, "骑手门诊");
  const manager = actorOf(await newStaff(app, "manager", point));
  const { booking } = await bookedAt(app, "2026-11-25", "14:10");
  await app.db
    .updateTable("slots")
    .set({ closed: 1 })
    .where("service_id", "=", service.id)
    .where("id", "<>", booking.slot.id)
    .execute();
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: service.id,
    date: "2026-11-25" as CivilDate,
    slotIds: [booking.slot.id],
  });
  expect(closed).toMatchObject({ kind: "closed", moved: 0, cancelled: 1 });
  expect(await drift(app)).toEqual([]);
  if (closed.kind === "closed")
    expect(await undoClosure(app, manager, point.id, closed.closure.id)).toMatchObject({ kind: "undone", back: 1 });
  expect(await app.db.selectFrom("bookings").select("status").execute()).toEqual([{ status: "booked" }]);
  expect(await drift(app)).toEqual([]);
});
