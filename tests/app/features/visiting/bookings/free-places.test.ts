import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { changeSchedule, previewChange } from "#app/features/visiting/calendar/change-schedule.server.ts";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import { openSlot, resizeSlot, setServiceDay } from "#app/features/visiting/calendar/set-slot.server.ts";
import { stepTicket } from "#app/features/visiting/queue/call-next.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { readSchedule } from "#app/features/visiting/services/read-schedule.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { drift, newRider, serviceNamed, setQuota, slotAt, slotsOn, testApp, type TestApp } from "#tests/support/app.ts";
import { fullSlotWithLine } from "#tests/support/line.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

const DAY = "2026-11-25" as CivilDate;
const statusOf = async (app: TestApp, id: string) =>
  (await app.db.selectFrom("waitlist").select("status").where("id", "=", id).executeTakeFirstOrThrow()).status;
const stranger = async (app: TestApp, slotId: string) =>
  (await bookSlot(app, await newRider(app), randomUUID(), { slotId, riderKind: "courier" })).kind;

/** A full slot with one who waits, and somebody who manages the point. */
async function world() {
  const app = await testApp();
  const point = await clinicOf(app);
  return { app, point, manager: actorOf(await newStaff(app, "manager", point)), ...(await fullSlotWithLine(app, 1)) };
}

test("a slot that is given another place offers it to the first in line, and a stranger finds it full", async () => {
  const { app, point, manager, slot, line } = await world();
  expect((await resizeSlot(app, manager, point.id, slot.id, 2)).kind).toBe("set");
  expect(await statusOf(app, line[0]!.id)).toBe("offered");
  expect(await stranger(app, slot.id)).toBe("slot-full");
  expect(await drift(app)).toEqual([]);
});

test("so does a day whose quota is raised, one whose slot is opened again, and one that a walk-in gives back", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "manager", point));
  const service = await serviceNamed(app, "骑手门诊");
  const waits = async (date: string, time: string) => {
    const slot = await slotAt(app, service, date, time);
    const joined = await joinWaitlist(app, await newRider(app), { slotId: slot.id });
    if (joined.kind !== "joined") throw new Error(joined.kind);
    return { slot, id: joined.waiting.id };
  };
  await setQuota(app, service, DAY, 0);
  const first = await waits(DAY, "14:10");
  await setServiceDay(app, staff, service, DAY, 1);
  expect([await statusOf(app, first.id), await stranger(app, first.slot.id)]).toEqual(["offered", "day-full"]);

  await setQuota(app, service, "2026-11-24", 1);
  const walkIn = await takeTicket(app, point.id, service.id, { staff });
  if (walkIn.kind !== "taken") throw new Error(walkIn.kind);
  const second = await waits("2026-11-24", "15:00");
  await stepTicket(app, staff, point.id, walkIn.ticket.id, "left");
  expect([await statusOf(app, second.id), await stranger(app, second.slot.id)]).toEqual(["offered", "day-full"]);
  expect(await drift(app)).toEqual([]);
});

test("an undone closing puts the line back and offers it what nobody takes; who moved on is passed over", async () => {
  const { app, point, manager, slot, line, service, holder } = await world();
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: service.id,
    date: slot.date,
    slotIds: [slot.id],
  });
  if (closed.kind !== "closed") throw new Error(closed.kind);
  expect(await statusOf(app, line[0]!.id)).toBe("expired");
  // Its holder is content with where they were put, and gives that up for another day.
  const held = await app.db
    .selectFrom("bookings")
    .selectAll()
    .where("device_id", "=", holder.deviceId)
    .executeTakeFirstOrThrow();
  await app.db.updateTable("bookings").set({ status: "no-show" }).where("id", "=", held.id).execute();
  await app.db
    .updateTable("slots")
    .set((eb) => ({ booked: eb("booked", "-", 1) }))
    .where("id", "=", held.slot_id)
    .execute();
  await app.db
    .updateTable("service_days")
    .set((eb) => ({ booked: eb("booked", "-", 1) }))
    .where("service_id", "=", service.id)
    .where("date", "=", held.date)
    .execute();
  expect(await undoClosure(app, manager, point.id, closed.closure.id)).toMatchObject({ kind: "undone", back: 0 });
  expect(await statusOf(app, line[0]!.id)).toBe("offered");
  expect(await stranger(app, slot.id)).toBe("slot-full");
});

test("a line is not put back into a slot that was closed meanwhile, nor for whoever stands in it again", async () => {
  const { app, point, manager, slot, line, service } = await world();
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: service.id,
    date: slot.date,
    slotIds: [slot.id],
  });
  const day = await closeSlots(app, manager, { pointId: point.id, serviceId: service.id, date: slot.date });
  if (closed.kind !== "closed" || day.kind !== "closed") throw new Error("not closed");
  expect((await undoClosure(app, manager, point.id, closed.closure.id)).kind).toBe("undone");
  expect(await statusOf(app, line[0]!.id)).toBe("expired");
  expect((await openSlot(app, manager, point.id, slot.id)).kind).toBe("set");
});

test("a weekly rule with more places reaches booked slots too, its preview counts what will be, and the line has them first", async () => {
  const { app, point, manager, slot, line, service } = await world();
  const { schedules } = await readSchedule(app.db, service);
  const before = (await slotsOn(app, service, slot.date)).map(({ capacity }) => capacity);
  // As the rules cut it: what the desk set by hand stays.
  await app.db
    .updateTable("slots")
    .set({ capacity: schedules[0]!.capacity, booked: schedules[0]!.capacity })
    .where("id", "=", slot.id)
    .execute();
  const wider = { schedules: schedules.map((one) => ({ ...one, capacity: one.capacity + 2 })) };
  const preview = await previewChange(app, point.id, service.id, wider);
  const changed = await changeSchedule(app, manager, point.id, service.id, wider);
  if (preview.kind !== "changed" || changed.kind !== "changed") throw new Error("not changed");
  expect(changed.preview).toEqual(preview.preview);
  const after = await slotsOn(app, service, slot.date);
  expect(after.reduce((sum, { capacity }) => sum + capacity, 0)).toBe(
    preview.preview.days.find(({ date }) => date === slot.date)!.after,
  );
  expect(after.every(({ capacity }) => capacity === schedules[0]!.capacity + 2)).toBe(true);
  expect(before.length).toBe(after.length);
  expect(await statusOf(app, line[0]!.id)).toBe("offered");
  // Fewer again: never under what is taken.
  await changeSchedule(app, manager, point.id, service.id, {
    schedules: schedules.map((one) => ({ ...one, capacity: 1 })),
  });
  const least = (await slotsOn(app, service, slot.date)).find(({ id }) => id === slot.id)!;
  expect(least.capacity).toBe(Math.max(1, least.booked));
});
