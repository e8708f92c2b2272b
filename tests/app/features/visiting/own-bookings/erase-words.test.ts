import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { eraseWords } from "#app/features/visiting/own-bookings/erase-words.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { newRider, serviceNamed, setCapacity, slotAt, testApp } from "#tests/support/app.ts";

test("name, phone and note are erased seven days after the visit, not a moment before", async () => {
  const app = await testApp();
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "14:10");
  await bookSlot(app, await newRider(app), randomUUID(), {
    slotId: slot.id,
    riderKind: "courier",
    name: "老张",
    note: "膝盖",
  });
  app.clock.set("2026-12-02T06:19:59.999Z" as never);
  expect(await eraseWords(app)).toBe(0);
  app.clock.set("2026-12-02T06:20:00.000Z" as never);
  expect(await eraseWords(app)).toBe(1);
  expect(await app.db.selectFrom("bookings").select(["name_sealed", "note_sealed", "note_erase_at"]).execute()).toEqual(
    [{ name_sealed: null, note_sealed: null, note_erase_at: null }],
  );
});

test("what somebody came for goes with it, of a booking without words and of a line too", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const topicId = service.topics[0]!.id;
  const slot = await slotAt(app, service, "2026-11-25", "14:10");
  await setCapacity(app, slot, 1);
  expect(
    (await bookSlot(app, await newRider(app), randomUUID(), { slotId: slot.id, riderKind: "food-rider", topicId }))
      .kind,
  ).toBe("booked");
  expect(
    (await joinWaitlist(app, await newRider(app), { slotId: slot.id, riderKind: "food-rider", topicId })).kind,
  ).toBe("joined");
  const topics = async () =>
    [
      ...(await app.db.selectFrom("bookings").select("topic_id").execute()),
      ...(await app.db.selectFrom("waitlist").select("topic_id").execute()),
    ].map((row) => row.topic_id);
  app.clock.set("2026-12-02T06:09:00.000Z" as never);
  await eraseWords(app);
  expect(await topics()).toEqual([topicId, topicId]);
  app.clock.set("2026-12-02T06:20:00.000Z" as never);
  await eraseWords(app);
  expect(await topics()).toEqual([null, null]);
});
