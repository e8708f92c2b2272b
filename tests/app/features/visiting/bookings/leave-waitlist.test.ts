import { expect, test } from "vitest";
import { acceptOffer } from "#app/features/visiting/bookings/accept-offer.server.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { leaveWaitlist, passOffers } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { drift, newRider, slotAt, testApp } from "#tests/support/app.ts";
import { fullSlotWithLine } from "#tests/support/line.ts";

test("an offer that nobody takes passes to the next, and when all have passed the place is free", async () => {
  const app = await testApp();
  const { service, holder, bookingId, line } = await fullSlotWithLine(app, 2);
  await cancelBooking(app, holder, bookingId);
  app.clock.set("2026-11-24T02:15:00.000Z" as never);
  expect(await passOffers(app)).toBe(1);
  expect(await acceptOffer(app, line[0]!.rider, line[0]!.id)).toEqual({ kind: "offer-over" });
  expect(await drift(app)).toEqual([]);
  app.clock.set("2026-11-24T02:30:00.000Z" as never);
  await passOffers(app);
  expect(await slotAt(app, service, "2026-11-25", "14:10")).toMatchObject({ booked: 0 });
  expect(await drift(app)).toEqual([]);
});

test("turning an offer down passes it on at once, and leaving again changes nothing", async () => {
  const app = await testApp();
  const { holder, bookingId, line } = await fullSlotWithLine(app, 2);
  await cancelBooking(app, holder, bookingId);
  expect(await leaveWaitlist(app, line[0]!.rider, line[0]!.id)).toEqual({ kind: "left" });
  expect(await leaveWaitlist(app, line[0]!.rider, line[0]!.id)).toEqual({ kind: "left" });
  expect(await acceptOffer(app, line[1]!.rider, line[1]!.id)).toMatchObject({ kind: "accepted" });
  expect(await drift(app)).toEqual([]);
});

test("nobody leaves for another, and a line ends when its visit begins", async () => {
  const app = await testApp();
  const { line } = await fullSlotWithLine(app, 1);
  expect(await leaveWaitlist(app, await newRider(app), line[0]!.id)).toEqual({ kind: "no-such-place" });
  // A place that nobody claims is released at the end of its grace: until a little after it the line stands.
  app.clock.set("2026-11-25T06:24:59.000Z" as never);
  expect(await passOffers(app)).toBe(0);
  app.clock.set("2026-11-25T06:25:00.000Z" as never);
  expect(await passOffers(app)).toBe(1);
  expect(await app.db.selectFrom("waitlist").select("status").execute()).toEqual([{ status: "expired" }]);
});
