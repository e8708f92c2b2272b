import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { acceptOffer } from "#app/features/visiting/bookings/accept-offer.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { drift, newRider, testApp } from "#tests/support/app.ts";
import { fullSlotWithLine } from "#tests/support/line.ts";

test("a freed place is offered to the first, is held against everybody else, and becomes one booking", async () => {
  const app = await testApp();
  const { slot, holder, bookingId, line } = await fullSlotWithLine(app, 2);
  await cancelBooking(app, holder, bookingId);
  expect(
    await bookSlot(app, await newRider(app), randomUUID(), { slotId: slot.id, riderKind: "courier" }),
  ).toMatchObject({ kind: "slot-full" });
  expect(await acceptOffer(app, line[1]!.rider, line[1]!.id)).toEqual({ kind: "no-such-offer" });
  const accepted = await acceptOffer(app, line[0]!.rider, line[0]!.id);
  expect(accepted).toMatchObject({ kind: "accepted", booking: { status: "booked", slot: { id: slot.id } } });
  expect(await acceptOffer(app, line[0]!.rider, line[0]!.id)).toEqual(accepted);
  expect(await drift(app)).toEqual([]);
});

test("an offer can be taken until its deadline and not at it, and by its rider only", async () => {
  const app = await testApp();
  const { holder, bookingId, line } = await fullSlotWithLine(app, 1);
  await cancelBooking(app, holder, bookingId);
  expect(await acceptOffer(app, holder, line[0]!.id)).toEqual({ kind: "no-such-offer" });
  app.clock.set("2026-11-24T02:15:00.000Z" as never);
  expect(await acceptOffer(app, line[0]!.rider, line[0]!.id)).toEqual({ kind: "offer-over" });
  app.clock.set("2026-11-24T02:14:59.999Z" as never);
  expect(await acceptOffer(app, line[0]!.rider, line[0]!.id)).toMatchObject({ kind: "accepted" });
});
