import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { readPhone } from "#app/features/visiting/own-bookings/read-phone.server.ts";
import { drift, newRider, serviceNamed, setCapacity, setQuota, slotAt, testApp } from "#tests/support/app.ts";

const DAY = "2026-11-25";

test("a rider takes a place, and the slot and the day count it", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, service, DAY, "14:10");
  const outcome = await bookSlot(app, await newRider(app), randomUUID(), {
    slotId: slot.id,
    riderKind: "food-rider",
    topicId: service.topics[0]!.id,
  });
  expect(outcome).toMatchObject({
    kind: "booked",
    replayed: false,
    booking: {
      status: "booked",
      slot: { start: slot.start },
      service: { name: "骑手门诊" },
      cancellable_until: "2026-11-25T05:40:00.000Z",
    },
  });
  expect(await slotAt(app, service, DAY, "14:10")).toMatchObject({ booked: 1 });
  expect(await drift(app)).toEqual([]);
});

test("the same key and request answer what they answered first, even after the booking was cancelled", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), DAY, "14:10");
  const key = randomUUID();
  const first = await bookSlot(app, rider, key, { slotId: slot.id, riderKind: "courier" });
  if (first.kind !== "booked") throw new Error(first.kind);
  await cancelBooking(app, rider, first.booking.id);
  expect(await bookSlot(app, rider, key, { slotId: slot.id, riderKind: "courier" })).toEqual({
    ...first,
    replayed: true,
  });
  expect(await bookSlot(app, rider, key, { slotId: slot.id, riderKind: "food-rider" })).toEqual({ kind: "key-reused" });
  expect(await drift(app)).toEqual([]);
});

test("a refusal is decided anew: the key of a full slot books once a place is free", async () => {
  const app = await testApp();
  const [first, second] = [await newRider(app), await newRider(app)];
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), DAY, "14:10");
  await setCapacity(app, slot, 1);
  const taken = await bookSlot(app, first, randomUUID(), { slotId: slot.id, riderKind: "courier" });
  const key = randomUUID();
  expect(await bookSlot(app, second, key, { slotId: slot.id, riderKind: "courier" })).toMatchObject({
    kind: "slot-full",
    waiting: 0,
  });
  if (taken.kind === "booked") await cancelBooking(app, first, taken.booking.id);
  expect(await bookSlot(app, second, key, { slotId: slot.id, riderKind: "courier" })).toMatchObject({ kind: "booked" });
});

test("a day's quota ends the day for every slot of it", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  await setQuota(app, service, DAY, 1);
  const take = async (time: string) =>
    bookSlot(app, await newRider(app), randomUUID(), {
      slotId: (await slotAt(app, service, DAY, time)).id,
      riderKind: "courier",
    });
  expect(await take("14:10")).toMatchObject({ kind: "booked" });
  expect(await take("15:10")).toMatchObject({ kind: "day-full" });
  expect(await drift(app)).toEqual([]);
});

test("one active booking a service and day, and none that overlap", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const [clinic, rehab] = [await serviceNamed(app, "骑手门诊"), await serviceNamed(app, "康复指导（护具、拉伸）")];
  const take = async (service: typeof clinic, time: string, date = DAY) =>
    (
      await bookSlot(app, rider, randomUUID(), {
        slotId: (await slotAt(app, service, date, time)).id,
        riderKind: "courier",
      })
    ).kind;
  expect(await take(clinic, "14:30")).toBe("booked");
  expect(await take(clinic, "16:00")).toBe("already-booked");
  expect(await take(rehab, "14:30")).toBe("already-booked");
  expect(await take(rehab, "14:50")).toBe("booked");
  expect(await take(clinic, "14:30", "2026-11-26")).toBe("booked");
});

test("a slot can be taken up to its notice and not a minute after, and not beyond the horizon", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, service, "2026-11-24", "14:10");
  const at = async (now: string) => {
    app.clock.set(now as never);
    return (await bookSlot(app, await newRider(app), randomUUID(), { slotId: slot.id, riderKind: "courier" })).kind;
  };
  expect(await at("2026-11-24T05:59:00.000Z")).toBe("booked");
  expect(await at("2026-11-24T06:00:00.000Z")).toBe("booked");
  expect(await at("2026-11-24T06:00:00.001Z")).toBe("outside-window");
  const far = await slotAt(app, service, "2026-12-01", "14:10");
  app.clock.set("2026-11-23T15:59:59.000Z" as never);
  expect((await bookSlot(app, await newRider(app), randomUUID(), { slotId: far.id, riderKind: "courier" })).kind).toBe(
    "outside-window",
  );
  app.clock.set("2026-11-23T16:00:00.000Z" as never);
  expect((await bookSlot(app, await newRider(app), randomUUID(), { slotId: far.id, riderKind: "courier" })).kind).toBe(
    "booked",
  );
});

test("a service for others, an unknown slot and a topic of another service are refused, and nothing is written", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const clinic = await serviceNamed(app, "骑手门诊");
  const desk = await serviceNamed(app, "周四法律咨询");
  const slot = await slotAt(app, clinic, DAY, "14:10");
  expect(await bookSlot(app, rider, randomUUID(), { slotId: slot.id, riderKind: "truck" })).toMatchObject({
    kind: "not-for-you",
  });
  expect(await bookSlot(app, rider, randomUUID(), { slotId: randomUUID(), riderKind: "courier" })).toEqual({
    kind: "no-such-slot",
  });
  expect(
    await bookSlot(app, rider, randomUUID(), { slotId: slot.id, riderKind: "courier", topicId: desk.topics[0]!.id }),
  ).toEqual({ kind: "no-such-topic" });
  expect(await app.db.selectFrom("bookings").selectAll().execute()).toEqual([]);
  expect(await app.db.selectFrom("trail").selectAll().where("verb", "like", "booking.%").execute()).toEqual([]);
});

test("name, phone and note stand sealed in the store, under the device's key, with the notice's version", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), DAY, "14:10");
  const outcome = await bookSlot(app, rider, randomUUID(), {
    slotId: slot.id,
    riderKind: "courier",
    name: "老张",
    phone: "13800000000",
    note: "右膝疼了两周",
  });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  const everything = JSON.stringify([
    await app.db.selectFrom("bookings").selectAll().execute(),
    await app.db.selectFrom("trail").selectAll().execute(),
    await app.db.selectFrom("kept_answers").selectAll().execute(),
  ]);
  for (const secret of ["老张", "13800000000", "右膝"]) expect(everything).not.toContain(secret);
  expect(await app.db.selectFrom("consents").select(["purpose", "version"]).execute()).toEqual([
    { purpose: "booking-words", version: "2026-11-24" },
  ]);
  expect(await readPhone(app, { id: outcome.booking.id, deviceId: rider.deviceId })).toMatchObject({
    phone: "13800000000",
    vouched: false,
  });
});
