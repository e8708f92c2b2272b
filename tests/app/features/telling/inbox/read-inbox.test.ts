import { expect, test } from "vitest";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox, readMessage, unreadCount } from "#app/features/telling/inbox/read-inbox.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";
import { fullSlotWithLine } from "#tests/support/line.ts";

test("a message is read by its rider only, in the language asked for, and stays read", async () => {
  const app = await testApp();
  const { holder, bookingId, line } = await fullSlotWithLine(app, 1);
  const { rider } = line[0]!;
  await cancelBooking(app, holder, bookingId);
  await makeDispatcher(app).runOnce();
  const [message] = await readInbox(app.db, rider, "en");
  expect(message).toMatchObject({
    title: "A place is free: tomorrow 14:10",
    path: `/waitlist/${line[0]!.id}`,
    read_at: null,
  });
  expect(await readMessage(app, await newRider(app), message!.id)).toBe(false);
  expect(await unreadCount(app.db, rider)).toBe(1);
  expect(await readMessage(app, rider, message!.id)).toBe(true);
  expect(await readMessage(app, rider, message!.id)).toBe(true);
  expect(await unreadCount(app.db, rider)).toBe(0);
  expect(await readInbox(app.db, rider, "zh", { after: message!.id })).toEqual([]);
});
