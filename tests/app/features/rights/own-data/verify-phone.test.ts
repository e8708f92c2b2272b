import { expect, test } from "vitest";
import { verifyPhone } from "#app/features/rights/own-data/verify-phone.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { findDeskBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { listStarred, starPoint } from "#app/features/places/stars/star-point.server.ts";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { shownPhone } from "#app/features/people/riders/verified-phone.server.ts";
import { posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { listTickets } from "#app/features/visiting/queue/show-ticket.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { subscribePush } from "#app/features/telling/push/subscribe-push.server.ts";
import { drift, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";
import { at } from "#tests/support/staff.ts";

async function phone(app: TestApp): Promise<{ token: string; rider: Rider }> {
  const { token } = await beginSession(app, "zh", "Chrome · Android");
  return { token, rider: (await findSession(app, token))! };
}
async function codeFor(app: TestApp, rider: Rider, number = "13800001111") {
  const asked = await askPhoneCode(app, {
    phone: number,
    purpose: "rider",
    deviceId: rider.deviceId,
    cityId: "wuhan",
    address: "203.0.113.9",
    language: "zh",
  });
  if (asked.kind !== "sent") throw new Error(asked.kind);
  return { requestId: asked.requestId, code: /\d{6}/.exec(app.texts.at(-1)!.text)![0] };
}
const book = async (app: TestApp, rider: Rider, date: string, time: string) =>
  bookSlot(app, rider, crypto.randomUUID(), {
    slotId: (await slotAt(app, await serviceNamed(app, "骑手门诊"), date, time)).id,
    riderKind: "courier",
    name: "老张",
    note: "右膝",
  });

test("a right code makes the device an account and renews its session: the old token opens nothing", async () => {
  const app = await testApp();
  const { token, rider } = await phone(app);
  const outcome = await verifyPhone(app, rider, await codeFor(app, rider), "Chrome");
  if (outcome.kind !== "verified") throw new Error(outcome.kind);
  expect(outcome.joined).toBe(false);
  expect(await findSession(app, token)).toBeUndefined();
  const fresh = (await findSession(app, outcome.token))!;
  expect(fresh.deviceId).toBe(rider.deviceId);
  expect(await shownPhone(app, fresh)).toBe("138****1111");
  expect(JSON.stringify(await app.db.selectFrom("devices").selectAll().execute())).not.toContain("13800001111");
});

test("a wrong code counts, the sixth try is too late even when it is right; a code is its request's and its device's only, and five minutes old at most", async () => {
  const app = await testApp();
  const { rider } = await phone(app);
  const given = await codeFor(app, rider);
  const wrong = given.code === "000000" ? "000001" : "000000";
  for (let i = 0; i < 5; i++) expect((await verifyPhone(app, rider, { ...given, code: wrong }, "")).kind).toBe("wrong");
  expect((await verifyPhone(app, rider, given, "")).kind).toBe("wrong");
  const second = await codeFor(app, rider);
  expect((await verifyPhone(app, (await phone(app)).rider, second, "")).kind).toBe("wrong");
  expect((await verifyPhone(app, rider, { ...second, requestId: given.requestId }, "")).kind).toBe("wrong");
  app.clock.set(at("2026-11-24T02:05:00.000Z"));
  expect((await verifyPhone(app, rider, second, "")).kind).toBe("wrong");
  const third = await codeFor(app, rider);
  app.clock.set(at("2026-11-24T02:09:59.999Z"));
  expect((await verifyPhone(app, rider, third, "")).kind).toBe("verified");
  expect((await verifyPhone(app, rider, third, "")).kind).toBe("wrong");
});

test("the same phone on a second device joins its bookings, numbers, stars and words to the account", async () => {
  const app = await testApp();
  const point = (await serviceNamed(app, "骑手门诊")).pointId;
  const old = await phone(app);
  const first = await verifyPhone(app, old.rider, await codeFor(app, old.rider), "");
  await book(app, old.rider, "2026-11-25", "14:10");
  const next = await phone(app);
  const mine = await book(app, next.rider, "2026-11-26", "15:10");
  await takeTicket(app, point, (await serviceNamed(app, "骑手门诊")).id, {
    deviceId: next.rider.deviceId,
    doorCode: posterCodeOf(app, point),
  });
  await starPoint(app, next.rider, point, true);
  await subscribePush(app, next.rider, { endpoint: "https://fcm.googleapis.com/x", p256dh: "p", auth: "a" });
  const outcome = await verifyPhone(app, next.rider, await codeFor(app, next.rider), "");
  if (outcome.kind !== "verified" || first.kind !== "verified" || mine.kind !== "booked")
    throw new Error("not verified");
  expect(outcome.joined).toBe(true);
  const account = (await findSession(app, outcome.token))!;
  expect(account.deviceId).toBe(old.rider.deviceId);
  expect((await listBookings(app.db, account)).map(({ booking }) => booking.date).sort()).toEqual([
    "2026-11-25",
    "2026-11-26",
  ]);
  expect(await listTickets(app.db, account, app.clock.now())).toHaveLength(1);
  expect(await listStarred(app.db, account)).toHaveLength(1);
  expect((await findDeskBooking(app, point, mine.booking.id, true))?.note).toBe("右膝");
  expect(await app.db.selectFrom("push_subscriptions").select(["device_id", "session"]).execute()).toEqual([
    { device_id: account.deviceId, session: account.session },
  ]);
  expect(await drift(app)).toEqual([]);
  expect((await findSession(app, first.token))?.deviceId).toBe(account.deviceId);
});

test("where both devices booked the same service and day, one place is given back", async () => {
  const app = await testApp();
  const old = await phone(app);
  await verifyPhone(app, old.rider, await codeFor(app, old.rider), "");
  await book(app, old.rider, "2026-11-25", "14:10");
  const next = await phone(app);
  await book(app, next.rider, "2026-11-25", "15:10");
  expect((await verifyPhone(app, next.rider, await codeFor(app, next.rider), "")).kind).toBe("verified");
  expect((await app.db.selectFrom("bookings").select("status").execute()).map(({ status }) => status).sort()).toEqual([
    "booked",
    "cancelled",
  ]);
  expect(await drift(app)).toEqual([]);
});

test("a service that wants a verified phone takes who has one", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  await app.db.updateTable("services").set({ phone_needed: 1 }).where("id", "=", service.id).execute();
  const { rider } = await phone(app);
  expect((await book(app, rider, "2026-11-25", "14:10")).kind).toBe("phone-needed");
  await verifyPhone(app, rider, await codeFor(app, rider), "");
  expect((await book(app, rider, "2026-11-25", "14:10")).kind).toBe("booked");
});
