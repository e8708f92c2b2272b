import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking, cancelForRider } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { drift, newRider, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";

async function booked(app: TestApp) {
  const rider = await newRider(app);
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "14:10");
  const outcome = await bookSlot(app, rider, randomUUID(), { slotId: slot.id, riderKind: "courier" });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  return { rider, id: outcome.booking.id };
}

test("cancelling gives the place back, and again changes nothing", async () => {
  const app = await testApp();
  const { rider, id } = await booked(app);
  expect(await cancelBooking(app, rider, id)).toMatchObject({ kind: "cancelled", booking: { status: "cancelled" } });
  expect(await cancelBooking(app, rider, id)).toMatchObject({ kind: "cancelled" });
  expect(await drift(app)).toEqual([]);
  expect(await app.db.selectFrom("trail").selectAll().where("verb", "=", "booking.cancelled").execute()).toHaveLength(
    1,
  );
});

test("a rider can cancel until the last moment, and the desk after it too", async () => {
  const app = await testApp();
  const { rider, id } = await booked(app);
  app.clock.set("2026-11-25T05:40:00.001Z" as never);
  expect(await cancelBooking(app, rider, id)).toEqual({ kind: "too-late" });
  expect(await cancelForRider(app, { kind: "staff", id: "desk" }, id)).toMatchObject({ kind: "cancelled" });
  expect(await drift(app)).toEqual([]);
});

test("another rider's booking is as if it were not there", async () => {
  const app = await testApp();
  const { id } = await booked(app);
  expect(await cancelBooking(app, await newRider(app), id)).toEqual({ kind: "no-such-booking" });
});
