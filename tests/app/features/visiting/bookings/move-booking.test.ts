import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { moveBooking } from "#app/features/visiting/bookings/move-booking.server.ts";
import {
  drift,
  newRider,
  serviceNamed,
  setCapacity,
  setQuota,
  slotAt,
  testApp,
  type TestApp,
} from "#tests/support/app.ts";

const DAY = "2026-11-25";

async function booked(app: TestApp) {
  const rider = await newRider(app);
  const service = await serviceNamed(app, "骑手门诊");
  const outcome = await bookSlot(app, rider, randomUUID(), {
    slotId: (await slotAt(app, service, DAY, "14:10")).id,
    riderKind: "courier",
  });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  return { rider, service, id: outcome.booking.id };
}

test("a booking moves within a full day and to another day, and again changes nothing", async () => {
  const app = await testApp();
  const { rider, service, id } = await booked(app);
  await setQuota(app, service, DAY, 1);
  const sameDay = await slotAt(app, service, DAY, "15:00");
  expect(await moveBooking(app, rider, id, sameDay.id)).toMatchObject({
    kind: "moved",
    booking: { slot: { start: sameDay.start } },
  });
  const nextDay = await slotAt(app, service, "2026-11-26", "09:00");
  expect(await moveBooking(app, rider, id, nextDay.id)).toMatchObject({ kind: "moved" });
  expect(await moveBooking(app, rider, id, nextDay.id)).toMatchObject({ kind: "moved" });
  expect(await drift(app)).toEqual([]);
  expect(await app.db.selectFrom("trail").selectAll().where("verb", "=", "booking.moved").execute()).toHaveLength(2);
});

test("when the other slot is full the old place is kept", async () => {
  const app = await testApp();
  const { rider, service, id } = await booked(app);
  const wanted = await slotAt(app, service, DAY, "15:00");
  await setCapacity(app, wanted, 1);
  await bookSlot(app, await newRider(app), randomUUID(), { slotId: wanted.id, riderKind: "courier" });
  expect(await moveBooking(app, rider, id, wanted.id)).toMatchObject({ kind: "slot-full" });
  expect(await slotAt(app, service, DAY, "14:10")).toMatchObject({ booked: 1 });
  expect(await drift(app)).toEqual([]);
});

test("a slot of another service is not there, and another rider's booking neither", async () => {
  const app = await testApp();
  const { rider, id } = await booked(app);
  const other = await slotAt(app, await serviceNamed(app, "周四法律咨询"), "2026-11-26", "09:30");
  expect(await moveBooking(app, rider, id, other.id)).toEqual({ kind: "no-such-slot" });
  expect(await moveBooking(app, await newRider(app), id, other.id)).toEqual({ kind: "no-such-booking" });
});
