import { expect, test } from "vitest";
import { bookForSomebody } from "#app/features/visiting/check-in/book-for-somebody.server.ts";
import {
  findByPhoneTail,
  findDeskBooking,
  listDeskBookings,
  riderOfBooking,
} from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { showBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { drift, serviceNamed, slotAt, testApp } from "#tests/support/app.ts";
import { actorOf, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

test("staff book for whoever phones; the same key books once; name and last digits are found, the number is nowhere in clear", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = await newStaff(app, "volunteer", point);
  const actor = { ...actorOf(staff), deviceId: staff.deviceId };
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-24", "14:10");
  const key = crypto.randomUUID();
  const request = { slotId: slot.id, riderKind: "courier" as const, name: "电话里的老赵", phone: "13912345678" };
  const first = await bookForSomebody(app, actor, point.id, key, request);
  const second = await bookForSomebody(app, actor, point.id, key, request);
  expect([first.kind, second]).toMatchObject(["booked", { kind: "booked", replayed: true }]);
  expect(await bookForSomebody(app, actor, point.id, key, { ...request, name: "别人" })).toEqual({
    kind: "key-reused",
  });
  expect(
    (await listDeskBookings(app, point.id, "2026-11-24" as CivilDate)).map(({ name, hasPhone }) => [name, hasPhone]),
  ).toEqual([["电话里的老赵", true]]);
  expect(await findByPhoneTail(app, point.id, "2026-11-24" as CivilDate, "5678")).toHaveLength(1);
  expect(await findByPhoneTail(app, point.id, "2026-11-24" as CivilDate, "1234")).toEqual([]);
  expect(JSON.stringify(await app.db.selectFrom("bookings").selectAll().execute())).not.toMatch(/5678|老赵/);
  expect(await drift(app)).toEqual([]);
});

test("a follow-up belongs to the rider who was served; another point's staff book nothing here", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = await newStaff(app, "professional", point, "nurse");
  const actor = { ...actorOf(staff), deviceId: staff.deviceId };
  const { rider, booking } = await bookedAt(app, "2026-11-24", "14:10", { note: "右膝痛" });
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-27", "09:10");
  const deviceId = await riderOfBooking(app.db, point.id, booking.id);
  const outcome = await bookForSomebody(app, actor, point.id, crypto.randomUUID(), {
    slotId: slot.id,
    riderKind: "courier",
    deviceId,
  });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  expect(await showBooking(app.db, rider, outcome.booking.id)).toBeDefined();
  expect(
    await bookForSomebody(app, actor, point.id, crypto.randomUUID(), {
      slotId: slot.id,
      riderKind: "courier",
      deviceId,
    }),
  ).toMatchObject({ kind: "already-booked" });
  const elsewhere = (await serviceNamed(app, "周四法律咨询")).pointId;
  expect(
    await bookForSomebody(app, actor, elsewhere, crypto.randomUUID(), { slotId: slot.id, riderKind: "courier" }),
  ).toEqual({ kind: "no-such-slot" });
  expect(await riderOfBooking(app.db, elsewhere, booking.id)).toBeUndefined();
  expect((await findDeskBooking(app, point.id, booking.id, true))?.note).toBe("右膝痛");
  expect((await findDeskBooking(app, point.id, booking.id, false))?.note).toBeNull();
});
