import { expect, test } from "vitest";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { newRider, serviceNamed, setCapacity, slotAt, testApp } from "#tests/support/app.ts";
import { fullSlotWithLine } from "#tests/support/line.ts";

test("people wait in the order in which they came, and joining again keeps the place", async () => {
  const app = await testApp();
  const { slot, line } = await fullSlotWithLine(app, 2);
  expect(await joinWaitlist(app, line[1]!.rider, { slotId: slot.id })).toMatchObject({
    kind: "joined",
    ahead: 1,
    waiting: { id: line[1]!.id },
  });
  expect(await joinWaitlist(app, await newRider(app), { slotId: slot.id })).toMatchObject({ kind: "joined", ahead: 2 });
});

test("nobody waits for a slot that has places, nor for one already booked", async () => {
  const app = await testApp();
  const { slot, holder, service } = await fullSlotWithLine(app, 0);
  expect(await joinWaitlist(app, holder, { slotId: slot.id })).toMatchObject({ kind: "already-booked" });
  const free = await slotAt(app, service, "2026-11-25", "15:00");
  expect(await joinWaitlist(app, await newRider(app), { slotId: free.id })).toEqual({ kind: "has-places" });
});

test("a device stands in five lines and not in six", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const rider = await newRider(app);
  const kinds: string[] = [];
  for (const time of ["14:00", "14:10", "14:20", "14:30", "14:40", "14:50"]) {
    const slot = await slotAt(app, service, "2026-11-25", time);
    await setCapacity(app, slot, 1);
    await app.db.updateTable("slots").set({ booked: 1 }).where("id", "=", slot.id).execute();
    kinds.push((await joinWaitlist(app, rider, { slotId: slot.id })).kind);
  }
  expect(kinds).toEqual(["joined", "joined", "joined", "joined", "joined", "too-many-lines"]);
});
