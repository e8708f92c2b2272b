import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking, cancelForRider } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { moveBooking } from "#app/features/visiting/bookings/move-booking.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { wishPush } from "#app/features/people/riders/push-wish.server.ts";
import { endThisSession } from "#app/features/people/sessions/own-sessions.server.ts";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { planRoster } from "#app/features/serving/roster/plan-roster.server.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import type { CivilDate, CivilTime } from "#app/time/civil.ts";
import { planReminders } from "#app/features/telling/reminders/plan-reminders.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { claimReminders, sendReminder } from "#app/features/telling/reminders/send-reminders.server.ts";
import { subscribePush } from "#app/features/telling/push/subscribe-push.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { newRider, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";
import { fullSlotWithLine } from "#tests/support/line.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

const SUBSCRIPTION = { endpoint: "https://fcm.googleapis.com/fcm/send/x", p256dh: "p", auth: "a" };

async function booked(app: TestApp, more: { phone?: string; push?: boolean } = {}) {
  const rider = await newRider(app);
  if (more.push) await subscribePush(app, rider, SUBSCRIPTION);
  const service = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, service, "2026-11-26", "14:10");
  const outcome = await bookSlot(app, rider, randomUUID(), {
    slotId: slot.id,
    riderKind: "food-rider",
    phone: more.phone,
  });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  return { rider, service, id: outcome.booking.id };
}

const at = (app: TestApp, now: string) => {
  app.clock.set(now as Instant);
  return makeDispatcher(app).runOnce();
};
const titles = async (app: TestApp, rider: { deviceId: string }) =>
  (await readInbox(app.db, rider, "zh")).map(({ title }) => title);

test("a reminder stands in the inbox when it is due and not a moment before, and once only", async () => {
  const app = await testApp();
  const { rider } = await booked(app);
  await at(app, "2026-11-25T06:09:59.999Z");
  expect(await titles(app, rider)).toEqual([]);
  await at(app, "2026-11-25T06:10:00.000Z");
  await at(app, "2026-11-25T06:10:01.000Z");
  expect(await titles(app, rider)).toEqual(["明天 14:10 去骑手门诊 · 武汉市第四医院"]);
  await at(app, "2026-11-26T05:10:00.000Z");
  expect(await titles(app, rider)).toEqual([
    "14:10 到骑手门诊 · 武汉市第四医院",
    "明天 14:10 去骑手门诊 · 武汉市第四医院",
  ]);
});

test("downtime is caught up while the visit is ahead; what comes too late is marked as expired", async () => {
  const app = await testApp();
  const { rider } = await booked(app);
  await planReminders(app);
  await at(app, "2026-11-26T06:09:59.000Z");
  expect(await titles(app, rider)).toHaveLength(2);
  const late = await testApp();
  const other = await booked(late);
  await planReminders(late);
  await at(late, "2026-11-26T06:10:00.000Z");
  expect(await titles(late, other.rider)).toEqual([]);
  expect(
    await late.db
      .selectFrom("reminders")
      .select("status")
      .distinct()
      .where("device_id", "=", other.rider.deviceId)
      .execute(),
  ).toEqual([{ status: "expired" }]);
});

test("cancelling takes reminders back, and moving puts others in their place", async () => {
  const app = await testApp();
  const { rider, service, id } = await booked(app);
  await planReminders(app);
  await moveBooking(app, rider, id, (await slotAt(app, service, "2026-11-27", "09:00")).id);
  await at(app, "2026-11-26T05:30:00.000Z");
  expect(await titles(app, rider)).toEqual(["明天 09:00 去骑手门诊 · 武汉市第四医院"]);
  await cancelBooking(app, rider, id);
  await at(app, "2026-11-27T00:30:00.000Z");
  expect(await titles(app, rider)).toHaveLength(1);
  expect(await app.db.selectFrom("reminders").select("status").where("status", "=", "pending").execute()).toEqual([]);
});

test("a booking that was moved away and back is reminded of", async () => {
  const app = await testApp();
  const { rider, service, id } = await booked(app);
  await planReminders(app);
  const home = await slotAt(app, service, "2026-11-26", "14:10");
  await moveBooking(app, rider, id, (await slotAt(app, service, "2026-11-27", "09:00")).id);
  await planReminders(app);
  await moveBooking(app, rider, id, home.id);
  await at(app, "2026-11-26T05:10:00.000Z");
  expect(await titles(app, rider)).toContain("14:10 到骑手门诊 · 武汉市第四医院");
});

test("what was cancelled a moment ago is not announced, followed or not", async () => {
  const app = await testApp();
  const { rider, id } = await booked(app);
  await planReminders(app);
  await cancelBooking(app, rider, id);
  app.clock.set("2026-11-26T05:10:00.000Z" as Instant);
  for (const reminder of await claimReminders(app, "inbox", 10)) await sendReminder(app, reminder);
  expect(await titles(app, rider)).toEqual([]);
});

test("a change made by the desk is said at once", async () => {
  const app = await testApp();
  const { rider, id } = await booked(app);
  await cancelForRider(app, { kind: "staff", id: "desk" }, id);
  await at(app, "2026-11-24T02:00:01.000Z");
  expect(await titles(app, rider)).toEqual(["11月26日 周四 14:10 的预约被取消"]);
});

test("an offer is said at once, and that it passed too", async () => {
  const app = await testApp();
  const { holder, bookingId, line } = await fullSlotWithLine(app, 1);
  await cancelBooking(app, holder, bookingId);
  await at(app, "2026-11-24T02:00:01.000Z");
  expect(await titles(app, line[0]!.rider)).toEqual(["有位置了：明天 14:10"]);
  await at(app, "2026-11-24T02:15:00.000Z");
  expect(await titles(app, line[0]!.rider)).toEqual(["位置让给下一位了", "有位置了：明天 14:10"]);
});

test("a push says time and place only, lives until the visit, and carries one topic and tag", async () => {
  const app = await testApp();
  await booked(app, { push: true, phone: "13800000000" });
  await at(app, "2026-11-26T05:10:00.000Z");
  // Both of the day before and of the hour before are due by now; they go out side by side.
  const push = app.pushes.find(({ payload }) => payload.includes('"14:10 到'))!;
  expect(push.ttlSeconds).toBe(3600);
  expect(push.topic).toMatch(/^[\w-]{32}$/);
  const { notification } = JSON.parse(push.payload) as { notification: Record<string, string> };
  expect(notification).toMatchObject({ title: "14:10 到骑手门诊 · 武汉市第四医院", tag: push.topic, lang: "zh-CN" });
  expect(push.payload).not.toMatch(/膝|13800000000/);
  expect(app.texts.at(-1)).toMatchObject({ phone: "13800000000", text: expect.stringContaining("14:10") as string });
});

test("a dead subscription is removed, and another failure is tried again with a record", async () => {
  const app = await testApp();
  const { rider } = await booked(app, { push: true });
  app.pushAnswer = () => ({ kind: "later", reason: "status 503", retryAfterSeconds: 120 });
  await at(app, "2026-11-25T06:10:00.000Z");
  const [tried] = await app.db
    .selectFrom("reminders")
    .selectAll()
    .where("channel", "=", "push")
    .where("kind", "=", "day-before")
    .execute();
  expect(tried).toMatchObject({
    status: "pending",
    attempts: 1,
    last_error: "status 503",
    next_at: "2026-11-25T06:12:00.000Z",
  });
  app.pushAnswer = () => ({ kind: "gone", reason: "status 410" });
  await at(app, "2026-11-25T06:12:00.000Z");
  expect(await app.db.selectFrom("push_subscriptions").selectAll().execute()).toEqual([]);
  expect(await titles(app, rider)).toHaveLength(1);
});

test("a push host that is left alone costs a reminder no try: its next pause does not grow", async () => {
  const app = await testApp();
  await booked(app, { push: true });
  app.pushAnswer = () => ({
    kind: "later",
    reason: "the push host is left alone",
    retryAfterSeconds: 30,
    untried: true,
  });
  await at(app, "2026-11-25T06:10:00.000Z");
  const [waits] = await app.db
    .selectFrom("reminders")
    .selectAll()
    .where("channel", "=", "push")
    .where("kind", "=", "day-before")
    .execute();
  expect(waits).toMatchObject({ status: "pending", attempts: 0 });
  expect(waits!.next_at >= "2026-11-25T06:10:30.000Z" && waits!.next_at <= "2026-11-25T06:10:45.000Z").toBe(true);
  expect((await app.db.selectFrom("push_subscriptions").select("last_error").execute())[0]).toEqual({
    last_error: null,
  });
});

test("a text whose gateway fails is tried again, and not after the visit began", async () => {
  const app = await testApp();
  await booked(app, { phone: "13800000000" });
  app.smsFails = true;
  await at(app, "2026-11-26T06:09:50.000Z");
  expect(
    await app.db
      .selectFrom("reminders")
      .select(["status", "last_error"])
      .where("channel", "=", "sms")
      .where("kind", "=", "hour-before")
      .execute(),
  ).toEqual([{ status: "failed", last_error: "sms gateway: status 503" }]);
});

test("a claim whose process died falls back after its lease, and what it had said is not said twice", async () => {
  const app = await testApp();
  const { rider } = await booked(app);
  await planReminders(app);
  app.clock.set("2026-11-25T06:10:00.000Z" as Instant);
  expect(await claimReminders(app, "inbox", 10)).toHaveLength(1);
  expect(await claimReminders(app, "inbox", 10)).toEqual([]);
  await at(app, "2026-11-25T06:10:59.999Z");
  expect(await titles(app, rider)).toEqual([]);
  await at(app, "2026-11-25T06:11:00.000Z");
  expect(await titles(app, rider)).toHaveLength(1);
  await app.db.updateTable("reminders").set({ status: "pending" }).where("status", "=", "sent").execute();
  await at(app, "2026-11-25T06:11:01.000Z");
  expect(await titles(app, rider)).toHaveLength(1);
});

test("whoever serves is pushed to on their own devices, and no longer where they signed out", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = await newStaff(app, "volunteer", point);
  const tokens = [await signInStaff(app, staff, "test", "phone"), await signInStaff(app, staff, "test", "old phone")];
  for (const [i, token] of tokens.entries())
    await subscribePush(
      app,
      { deviceId: staff.deviceId, session: hashOf(token) },
      { ...SUBSCRIPTION, endpoint: `https://fcm.googleapis.com/fcm/send/${i}` },
    );
  await endThisSession(app, { deviceId: staff.deviceId, session: hashOf(tokens[1]!) });
  await makeDispatcher(app).runOnce();
  await planRoster(app, actorOf(staff), point.id, {
    act: "add-window",
    window: { name: "导诊台", name_en: "", keepsDoor: false },
  });
  const windowId = (
    await app.db.selectFrom("windows").select("id").where("point_id", "=", point.id).executeTakeFirstOrThrow()
  ).id;
  await planRoster(app, actorOf(staff), point.id, {
    act: "add-need",
    need: {
      windowId,
      days: [3],
      from: "09:00" as CivilTime,
      to: "11:00" as CivilTime,
      people: 1,
      qualification: "",
      fromDate: "2026-11-24" as CivilDate,
    },
  });
  // Within a day of the shift nobody has it: cover is asked for.
  await at(app, "2026-11-24T02:30:00.000Z");
  await makeDispatcher(app).runOnce();
  expect(app.pushes.length).toBeGreaterThan(0);
  expect(new Set(app.pushes.map(({ subscription }) => subscription.endpoint))).toEqual(
    new Set(["https://fcm.googleapis.com/fcm/send/0"]),
  );
});

test("whoever wants no push gets none though their browser is subscribed, and reads it in the inbox all the same", async () => {
  const app = await testApp();
  const { rider } = await booked(app, { push: true });
  await wishPush(app, rider, false);
  await at(app, "2026-11-25T06:10:00.000Z");
  expect(app.pushes).toEqual([]);
  expect(await titles(app, rider)).toHaveLength(1);
  await wishPush(app, rider, true);
  await at(app, "2026-11-26T05:10:00.000Z");
  expect(app.pushes).toHaveLength(1);
});
