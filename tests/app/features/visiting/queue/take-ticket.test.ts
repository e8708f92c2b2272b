import { expect, test } from "vitest";
import { doorCodeOf, posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { drift, newRider, serviceNamed, setQuota, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

const today = "2026-11-24" as CivilDate;

test("at the door a rider takes one number, and has the same one when they ask again", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const rider = await newRider(app);
  const take = (doorCode: string | undefined, who = rider) =>
    takeTicket(app, service.pointId, service.id, { deviceId: who.deviceId, doorCode });
  expect(await take(undefined)).toEqual({ kind: "door-code-needed" });
  expect(await take("wrong")).toEqual({ kind: "door-code-needed" });
  expect(await take(doorCodeOf(app, service.pointId, "2026-11-23" as CivilDate))).toEqual({ kind: "door-code-needed" });
  const first = await take(doorCodeOf(app, service.pointId, today));
  expect(first).toMatchObject({ kind: "taken", ticket: { number: 1, state: "waiting" } });
  expect(await take(posterCodeOf(app, service.pointId))).toEqual(first);
  expect(await take(posterCodeOf(app, service.pointId), await newRider(app))).toMatchObject({ ticket: { number: 2 } });
  app.clock.set(at("2026-11-25T02:00:00.000Z"));
  expect(await take(posterCodeOf(app, service.pointId))).toMatchObject({ ticket: { number: 1 } });
});

test("bookings and numbers share the day's quota, and a closed day gives none", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  await bookedAt(app, today, "14:10");
  await setQuota(app, service, today, 3);
  const give = () => takeTicket(app, point.id, service.id, { staff });
  expect([(await give()).kind, (await give()).kind, (await give()).kind]).toEqual(["taken", "taken", "quota-spent"]);
  expect(await drift(app)).toEqual([]);
  await setQuota(app, service, today, 9);
  await app.db
    .updateTable("service_days")
    .set({ closed: 1 })
    .where("service_id", "=", service.id)
    .where("date", "=", today)
    .execute();
  expect((await give()).kind).toBe("quota-spent");
});

test("a service that is only booked, and another point's, give no numbers", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  expect(await takeTicket(app, point.id, (await serviceNamed(app, "康复指导（护具、拉伸）")).id, { staff })).toEqual({
    kind: "no-such-service",
  });
  expect(await takeTicket(app, point.id, (await serviceNamed(app, "周四法律咨询")).id, { staff })).toEqual({
    kind: "no-such-service",
  });
});
