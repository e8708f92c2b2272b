import { expect, test } from "vitest";
import { checkIn, stepBooking } from "#app/features/visiting/check-in/check-in-booking.server.ts";
import { releasePlaces } from "#app/features/visiting/check-in/release-places.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { drift, newRider, serviceNamed, setCapacity, slotAt, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a rider is checked in by code once, whoever sends it again, and the proof that was seen stays", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  expect(await checkIn(app, staff, [point.id], booking.code, "uniform")).toMatchObject({
    kind: "checked-in",
    again: false,
    booking: { status: "checked-in" },
  });
  expect(await checkIn(app, staff, [point.id], booking.code, "order-screen")).toMatchObject({
    kind: "checked-in",
    again: true,
  });
  expect(await app.db.selectFrom("bookings").select(["status", "proof"]).execute()).toEqual([
    { status: "checked-in", proof: "uniform" },
  ]);
  expect(await drift(app)).toEqual([]);
});

test("another point's code is not there, another day's says which day", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const { booking } = await bookedAt(app, "2026-11-25", "14:10");
  expect(await checkIn(app, staff, [], booking.code, null)).toEqual({ kind: "no-such-booking" });
  const elsewhere = (await serviceNamed(app, "周四法律咨询")).pointId;
  expect(await checkIn(app, staff, [elsewhere], booking.code, null)).toEqual({ kind: "no-such-booking" });
  expect(await checkIn(app, staff, [point.id], booking.code, null)).toEqual({ kind: "wrong-day", date: "2026-11-25" });
});

test("a check-in that was kept without network stands as of when it happened, and not from a day ago", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  app.clock.set(at("2026-11-24T08:00:00.000Z"));
  await checkIn(app, staff, [point.id], booking.code, null, at("2026-11-24T06:08:00.000Z"));
  expect(await app.db.selectFrom("bookings").select("checked_in_at").execute()).toEqual([
    { checked_in_at: "2026-11-24T06:08:00.000Z" },
  ]);
});

test("served, undone and no-show go their steps only, and the counts go with them", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  const to = async (status: Parameters<typeof stepBooking>[4]) =>
    (await stepBooking(app, staff, point.id, booking.id, status)).kind;
  expect(await to("served")).toBe("not-possible");
  expect([
    await to("checked-in"),
    await to("served"),
    await to("checked-in"),
    await to("booked"),
    await to("no-show"),
    await to("booked"),
  ]).toEqual(Array<string>(6).fill("stepped"));
  expect(await drift(app)).toEqual([]);
  expect(
    await stepBooking(app, staff, (await serviceNamed(app, "周四法律咨询")).pointId, booking.id, "checked-in"),
  ).toEqual({ kind: "no-such-booking" });
});

test("a place not claimed by the end of its grace is released by itself, offered to who waits, and cannot be had twice", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, service, "2026-11-24", "14:10");
  await setCapacity(app, slot, 1);
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  const waiting = await newRider(app);
  expect((await joinWaitlist(app, waiting, { slotId: slot.id, riderKind: "courier" })).kind).toBe("joined");
  app.clock.set(at("2026-11-24T06:19:59.000Z"));
  expect(await releasePlaces(app)).toBe(0);
  app.clock.set(at("2026-11-24T06:20:00.000Z"));
  expect(await releasePlaces(app)).toBe(1);
  expect(await app.db.selectFrom("bookings").select("status").execute()).toEqual([{ status: "no-show" }]);
  expect(await app.db.selectFrom("waitlist").select("status").execute()).toEqual([{ status: "offered" }]);
  expect(await checkIn(app, staff, [point.id], booking.code, null)).toEqual({ kind: "place-gone" });
  expect(await drift(app)).toEqual([]);
});

test("who comes late has the place back while nobody else took it", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  app.clock.set(at("2026-11-24T06:25:00.000Z"));
  await releasePlaces(app);
  expect((await checkIn(app, staff, [point.id], booking.code, null)).kind).toBe("checked-in");
  expect(await drift(app)).toEqual([]);
});

test("a served number of a day's quota is not given out again", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  const { booking } = await bookedAt(app, "2026-11-24", "14:10");
  await app.db
    .updateTable("service_days")
    .set({ quota: 1 })
    .where("service_id", "=", service.id)
    .where("date", "=", "2026-11-24")
    .execute();
  await stepBooking(app, staff, point.id, booking.id, "checked-in");
  await stepBooking(app, staff, point.id, booking.id, "served");
  const other = await slotAt(app, service, "2026-11-24", "15:10");
  expect(
    (await bookSlot(app, await newRider(app), crypto.randomUUID(), { slotId: other.id, riderKind: "courier" })).kind,
  ).toBe("day-full");
});

test("a check-in that is undone disturbs no reminder, and the rider is reminded as before", async () => {
  const app = await testApp();
  const { point, staff, booking, rider } = await (async () => {
    const point = await clinicOf(app);
    return {
      point,
      staff: actorOf(await newStaff(app, "volunteer", point)),
      ...(await bookedAt(app, "2026-11-24", "16:10")),
    };
  })();
  const dispatcher = makeDispatcher(app);
  await dispatcher.runOnce();
  await checkIn(app, staff, [point.id], booking.code, null);
  await stepBooking(app, staff, point.id, booking.id, "booked");
  await dispatcher.runOnce();
  expect(await app.db.selectFrom("trail").select("id").where("dispatched", "=", 0).execute()).toEqual([]);
  app.clock.set(at("2026-11-24T07:10:00.000Z"));
  await dispatcher.runOnce();
  expect((await readInbox(app.db, rider, "zh")).map(({ title }) => title)).toEqual([
    "16:10 到骑手门诊 · 武汉市第四医院",
  ]);
  // Tomorrow's visit is not the desk's to end today.
  const tomorrow = await bookedAt(app, "2026-11-25", "14:10");
  expect(await stepBooking(app, staff, point.id, tomorrow.booking.id, "no-show")).toMatchObject({
    kind: "not-possible",
  });
});
