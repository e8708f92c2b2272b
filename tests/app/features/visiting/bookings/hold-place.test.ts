import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { joinDevices } from "#app/features/rights/own-data/join-devices.server.ts";
import { bookForSomebody } from "#app/features/visiting/check-in/book-for-somebody.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { checkIn, stepBooking } from "#app/features/visiting/check-in/check-in-booking.server.ts";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import { standsInTheWay } from "#app/features/visiting/bookings/hold-place.server.ts";
import { moveBooking } from "#app/features/visiting/bookings/move-booking.server.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { forgetMe } from "#app/features/rights/own-data/forget-me.server.ts";
import { posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { stepTicket } from "#app/features/visiting/queue/call-next.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { overlap } from "#app/time/instant.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { drift, newRider, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

const THURSDAY = "2026-11-26";
const CLINIC = "骑手门诊";
const LEGAL = "周四法律咨询";

async function booked(app: TestApp, rider: Rider, service: string, date: string, time: string) {
  const slot = await slotAt(app, await serviceNamed(app, service), date, time);
  const outcome = await bookSlot(app, rider, randomUUID(), {
    slotId: slot.id,
    riderKind: service === LEGAL ? "truck" : "courier",
  });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  return outcome.booking;
}

/** Active bookings of a rider of which two cannot stand together: must be empty, always. */
async function clashes(app: TestApp, rider: Rider): Promise<unknown[]> {
  const active = (await listBookings(app.db, rider))
    .map(({ booking }) => booking)
    .filter(({ status }) => status === "booked" || status === "checked-in");
  return active.flatMap((one, i) =>
    active
      .slice(i + 1)
      .filter((other) => (one.serviceId === other.serviceId && one.date === other.date) || overlap(one, other)),
  );
}

test("what stands in the way is another of that service and day, or of that time, over or not; what only meets it does not", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const morning = await booked(app, rider, CLINIC, THURSDAY, "09:30");
  const legal = await slotAt(app, await serviceNamed(app, LEGAL), THURSDAY, "09:30");
  const clinic = await serviceNamed(app, CLINIC);
  expect((await standsInTheWay(app.db, rider.deviceId, legal))?.id).toBe(morning.id);
  expect((await standsInTheWay(app.db, rider.deviceId, await slotAt(app, clinic, THURSDAY, "15:00")))?.id).toBe(
    morning.id,
  );
  expect(await standsInTheWay(app.db, rider.deviceId, legal, morning.id)).toBeUndefined();
  expect(
    await standsInTheWay(app.db, rider.deviceId, { ...legal, start: legal.end, end: at("2026-11-26T03:00:00.000Z") }),
  ).toBeUndefined();
  app.clock.set(at("2026-11-26T05:00:00.000Z"));
  expect((await standsInTheWay(app.db, rider.deviceId, legal))?.id).toBe(morning.id);
});

test("who was moved by a closing and books another service at the old time keeps that: the undo puts nobody on two places, names them, and puts the others back", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const [moved, other] = [await newRider(app), await newRider(app)];
  const theirs = await booked(app, moved, CLINIC, THURSDAY, "09:30");
  await booked(app, other, CLINIC, THURSDAY, "09:40");
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: theirs.service.id,
    date: THURSDAY as CivilDate,
    slotIds: [theirs.slot.id, (await slotAt(app, await serviceNamed(app, CLINIC), THURSDAY, "09:40")).id],
  });
  if (closed.kind !== "closed") throw new Error(closed.kind);
  // Far enough from where they were put.
  const standing = (await listBookings(app.db, moved))[0]!.booking;
  await moveBooking(
    app,
    moved,
    standing.id,
    (await slotAt(app, await serviceNamed(app, CLINIC), THURSDAY, "15:00")).id,
  );
  await booked(app, moved, LEGAL, THURSDAY, "09:30");
  expect(await undoClosure(app, manager, point.id, closed.closure.id)).toEqual({
    kind: "undone",
    back: 1,
    away: [theirs.code],
  });
  expect(await clashes(app, moved)).toEqual([]);
  expect(await drift(app)).toEqual([]);
});

test("cancelled by a closing and booked again that day: the undo leaves both as they are and does not fail", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const rider = await newRider(app);
  const first = await booked(app, rider, CLINIC, THURSDAY, "09:30");
  const closed = await closeSlots(app, manager, {
    pointId: point.id,
    serviceId: first.service.id,
    date: THURSDAY as CivilDate,
    slotIds: [first.slot.id],
  });
  if (closed.kind !== "closed") throw new Error(closed.kind);
  const [now] = await listBookings(app.db, rider);
  await cancelBooking(app, rider, now!.booking.id);
  await booked(app, rider, CLINIC, THURSDAY, "15:00");
  expect(await undoClosure(app, manager, point.id, closed.closure.id)).toMatchObject({ kind: "undone", back: 0 });
  expect(await clashes(app, rider)).toEqual([]);
  expect(await drift(app)).toEqual([]);
});

test("who did not come, booked again and stands at the desk is told by which code to be checked in, by code, by undo and by step", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const rider = await newRider(app);
  const missed = await booked(app, rider, CLINIC, "2026-11-24", "14:00");
  app.clock.set(at("2026-11-24T06:30:00.000Z"));
  await stepBooking(app, staff, point.id, missed.id, "no-show");
  const again = await booked(app, rider, CLINIC, "2026-11-24", "16:00");
  expect(await checkIn(app, staff, [point.id], missed.code, null)).toMatchObject({
    kind: "already-booked",
    code: again.code,
  });
  for (const to of ["booked", "checked-in"] as const)
    expect(await stepBooking(app, staff, point.id, missed.id, to)).toMatchObject({
      kind: "already-booked",
      code: again.code,
    });
  expect(await checkIn(app, staff, [point.id], again.code, null)).toMatchObject({ kind: "checked-in" });
  expect(await drift(app)).toEqual([]);
});

test("two browsers that become one keep one of two places at a time, and are told of the other", async () => {
  const app = await testApp();
  const [from, to] = [await newRider(app), await newRider(app)];
  const given = await booked(app, from, CLINIC, THURSDAY, "09:30");
  const kept = await booked(app, to, LEGAL, THURSDAY, "09:30");
  const apart = await booked(app, from, CLINIC, "2026-11-27", "09:30");
  await inTransaction(app.db, (trx) => joinDevices(app, trx, from.deviceId, to.deviceId, app.clock.now()));
  expect(await clashes(app, to)).toEqual([]);
  const states = Object.fromEntries(
    (await listBookings(app.db, to)).map(({ booking }) => [booking.id, booking.status]),
  );
  expect([states[given.id], states[kept.id], states[apart.id]]).toEqual(["cancelled", "booked", "booked"]);
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, to, "zh")).map(({ title }) => title)).toContain("同一时间只留一个预约");
  expect(await drift(app)).toEqual([]);
});

test("who is at the desk keeps that place when two browsers become one, and two numbers of one line become one", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, CLINIC);
  const [from, to] = [await newRider(app), await newRider(app)];
  const here = await booked(app, from, CLINIC, "2026-11-24", "14:00");
  await booked(app, to, CLINIC, "2026-11-24", "15:00");
  await checkIn(app, staff, [point.id], here.code, null);
  const code = posterCodeOf(app, point.id);
  const number = async (rider: Rider) => {
    const taken = await takeTicket(app, point.id, service.id, { deviceId: rider.deviceId, doorCode: code });
    if (taken.kind !== "taken") throw new Error(taken.kind);
    return taken.ticket;
  };
  const [low, high] = [await number(to), await number(from)];
  await inTransaction(app.db, (trx) => joinDevices(app, trx, from.deviceId, to.deviceId, app.clock.now()));
  expect(await clashes(app, to)).toEqual([]);
  expect((await listBookings(app.db, to)).find(({ booking }) => booking.id === here.id)!.booking.status).toBe(
    "checked-in",
  );
  const tickets = await app.db.selectFrom("tickets").select(["id", "state", "device_id"]).orderBy("number").execute();
  expect(tickets).toEqual([
    { id: low.id, state: "waiting", device_id: to.deviceId },
    { id: high.id, state: "left", device_id: to.deviceId },
  ]);
  expect(await drift(app)).toEqual([]);
});

test("a number that was skipped is not called back for somebody who took another: the desk reads which", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, CLINIC);
  const rider = await newRider(app);
  const take = async () => {
    const taken = await takeTicket(app, point.id, service.id, {
      deviceId: rider.deviceId,
      doorCode: posterCodeOf(app, point.id),
    });
    if (taken.kind !== "taken") throw new Error(taken.kind);
    return taken.ticket;
  };
  const first = await take();
  await stepTicket(app, staff, point.id, first.id, "skipped");
  const second = await take();
  for (const to of ["called", "waiting"] as const)
    expect(await stepTicket(app, staff, point.id, first.id, to, "1")).toEqual({
      kind: "in-line-already",
      number: second.number,
    });
  expect(await drift(app)).toEqual([]);
});

test("a follow-up of somebody who had themselves forgotten is booked as for a walk-in, with a name and without", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = await newStaff(app, "volunteer", point);
  const rider = await newRider(app);
  await booked(app, rider, CLINIC, "2026-11-24", "14:00");
  await forgetMe(app, rider);
  const slot = await slotAt(app, await serviceNamed(app, CLINIC), THURSDAY, "09:30");
  for (const name of ["老张", undefined]) {
    const outcome = await bookForSomebody(
      app,
      { ...actorOf(staff), deviceId: staff.deviceId },
      point.id,
      randomUUID(),
      { slotId: slot.id, riderKind: "courier", name, deviceId: rider.deviceId },
    );
    expect(outcome.kind).toBe("booked");
  }
  expect(await listBookings(app.db, rider)).toHaveLength(1);
});
