import { expect, test } from "vitest";
import type { CivilDate } from "#app/time/civil.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { drift, serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

test("within the minute a closure is taken back, nobody is told, and all stands as before", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const service = await serviceNamed(app, "骑手门诊");
  const manager = actorOf(await newStaff(app, "manager", point));
  const { rider, booking } = await bookedAt(app, "2026-11-25", "14:10");
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: service.id,
    date: "2026-11-25" as CivilDate,
  });
  if (closed.kind !== "closed") throw new Error(closed.kind);
  const dispatcher = makeDispatcher(app);
  await dispatcher.runOnce();
  app.clock.set(at("2026-11-24T02:00:59.000Z"));
  expect(await undoClosure(app, manager, point.id, closed.closure.id)).toEqual({ kind: "undone", back: 1, away: [] });
  expect(await app.db.selectFrom("bookings").select(["slot_id", "status"]).execute()).toEqual([
    { slot_id: booking.slot.id, status: "booked" },
  ]);
  app.clock.set(at("2026-11-24T02:10:00.000Z"));
  await dispatcher.runOnce();
  expect(await readInbox(app.db, rider, "zh")).toEqual([]);
  expect(await drift(app)).toEqual([]);
  expect(await undoClosure(app, manager, point.id, closed.closure.id)).toEqual({ kind: "too-late" });
});

test("after the minute it cannot be undone; who moved on themselves stays away", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const service = await serviceNamed(app, "骑手门诊");
  const manager = actorOf(await newStaff(app, "manager", point));
  const mine = await bookedAt(app, "2026-11-25", "14:10");
  const theirs = await bookedAt(app, "2026-11-25", "14:10");
  const slot = mine.booking.slot.id;
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: service.id,
    date: "2026-11-25" as CivilDate,
    slotIds: [slot],
  });
  if (closed.kind !== "closed") throw new Error(closed.kind);
  await cancelBooking(app, theirs.rider, theirs.booking.id);
  expect(await undoClosure(app, manager, point.id, closed.closure.id)).toEqual({
    kind: "undone",
    back: 1,
    away: [theirs.booking.code],
  });
  expect(await drift(app)).toEqual([]);
  const again = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: service.id,
    date: "2026-11-25" as CivilDate,
    slotIds: [slot],
  });
  if (again.kind !== "closed") throw new Error(again.kind);
  app.clock.set(at("2026-11-24T02:01:00.000Z"));
  expect(await undoClosure(app, manager, point.id, again.closure.id)).toEqual({ kind: "too-late" });
  expect(
    await closeSlots(app, manager, {
      pointId: point.id,
      serviceId: service.id,
      date: "2026-11-25" as CivilDate,
      slotIds: [slot],
    }),
  ).toEqual({ kind: "nothing-to-close" });
});
