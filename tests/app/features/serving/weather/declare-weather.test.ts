import { expect, test } from "vitest";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { findNotices } from "#app/features/places/notices/find-notices.server.ts";
import { starPoint } from "#app/features/places/stars/star-point.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { declareWeather, endWeather, previewWeather } from "#app/features/serving/weather/declare-weather.server.ts";
import type { CivilDate, CivilTime } from "#app/time/civil.ts";
import { drift, newRider, serviceNamed, slotAt, slotsOn, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

const flood = {
  district: "硚口区",
  kinds: [],
  title: "大水停诊",
  title_en: "Closed for flood",
  body: "路淹了，请别来。",
  body_en: "",
  fromDate: "2026-11-25" as CivilDate,
  toDate: "2026-11-25" as CivilDate,
  spans: [],
};

test("one act closes a district: its doors, its notices and its bookings, and tells who booked or saved", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const operator = actorOf(await newStaff(app, "operator", point));
  const { rider } = await bookedAt(app, "2026-11-25", "14:10");
  const fan = await newRider(app);
  await starPoint(app, fan, point.id, true);
  expect(await previewWeather(app.db, "wuhan", flood)).toEqual({ points: 5, riders: 2 });
  expect(await app.db.selectFrom("weather_acts").selectAll().execute()).toEqual([]);
  const outcome = await declareWeather(app, operator, "wuhan", flood);
  if (outcome.kind !== "declared") throw new Error(outcome.kind);
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, fan, "zh")).map(({ title, body }) => [title, body])).toEqual([
    ["大水停诊", "路淹了，请别来。"],
  ]);
  expect((await app.db.selectFrom("bookings").select("date").execute())[0]!.date).not.toBe("2026-11-25");
  expect(await drift(app)).toEqual([]);
  const tomorrow = at("2026-11-25T02:00:00.000Z");
  expect((await watchDoors(app, [point], tomorrow)).get(point.id)!.state).toBe("closed");
  expect(
    (await findNotices(app.db, { cityId: "wuhan", district: "硚口区", pointId: point.id }, app.clock.now())).map(
      ({ title }) => title,
    ),
  ).toContain("大水停诊");
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "15:10");
  expect(
    (await bookSlot(app, await newRider(app), crypto.randomUUID(), { slotId: slot.id, riderKind: "courier" })).kind,
  ).toBe("day-full");
  app.clock.set(at("2026-11-24T02:01:00.000Z"));
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, rider, "zh")).map(({ kind }) => kind).sort()).toEqual(["moved-by-point", "notice"]);

  expect(await endWeather(app, operator, "chongqing", outcome.act.id)).toBe("no-such-act");
  expect(await endWeather(app, operator, "wuhan", outcome.act.id)).toBe("ended");
  expect((await watchDoors(app, [point], tomorrow)).get(point.id)!.state).toBe("open");
  expect(
    (await bookSlot(app, await newRider(app), crypto.randomUUID(), { slotId: slot.id, riderKind: "courier" })).kind,
  ).toBe("booked");
});

test("an act may change hours, or only speak, to some kinds only; an unknown city and no points are told", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const operator = actorOf(await newStaff(app, "operator", point));
  const heat = {
    ...flood,
    district: null,
    kinds: ["rider-clinic" as const],
    title: "高温",
    spans: [{ from: "06:00" as never, to: "09:00" as never }],
  };
  expect(await declareWeather(app, operator, "wuhan", heat)).toMatchObject({ kind: "declared", act: { points: 1 } });
  expect((await watchDoors(app, [point], at("2026-11-24T22:30:00.000Z"))).get(point.id)!.state).toBe("open");
  expect(await declareWeather(app, operator, "wuhan", { ...flood, district: "没有的区" })).toEqual({
    kind: "no-points",
  });
  expect(await declareWeather(app, operator, "atlantis", flood)).toEqual({ kind: "no-such-city" });
});

test("an act that shortens hours moves whom they no longer cover, leaves the others, and gives the slots back when it ends", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const operator = actorOf(await newStaff(app, "operator", point));
  const [morning, afternoon] = [await bookedAt(app, "2026-11-25", "09:00"), await bookedAt(app, "2026-11-25", "14:10")];
  const outcome = await declareWeather(app, operator, "wuhan", {
    ...flood,
    spans: [{ from: "08:00" as CivilTime, to: "12:00" as CivilTime }],
  });
  if (outcome.kind !== "declared") throw new Error(outcome.kind);
  const startOf = async (id: string) =>
    (await app.db.selectFrom("bookings").select("starts_at").where("id", "=", id).executeTakeFirstOrThrow()).starts_at;
  expect(await startOf(morning.booking.id)).toBe("2026-11-25T01:00:00.000Z");
  // The nearest time that is left is in the same morning.
  expect(await startOf(afternoon.booking.id)).toBe("2026-11-25T03:20:00.000Z");
  expect(await drift(app)).toEqual([]);
  const service = await serviceNamed(app, "骑手门诊");
  const closedNow = async () => (await slotsOn(app, service, "2026-11-25")).filter(({ closed }) => closed).length;
  expect(await closedNow()).toBeGreaterThan(0);
  expect(await endWeather(app, operator, "wuhan", outcome.act.id)).toBe("ended");
  expect(await closedNow()).toBe(0);
});
