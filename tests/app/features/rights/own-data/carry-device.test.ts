import { expect, test } from "vitest";
import { carryDevice } from "#app/features/rights/own-data/carry-device.server.ts";
import { verifyPhone } from "#app/features/rights/own-data/verify-phone.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { lookWay, openWay } from "#app/features/people/carry/carry.server.ts";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { drift, NOW, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";

async function browser(app: TestApp): Promise<{ token: string; rider: Rider }> {
  const { token } = await beginSession(app, "zh", "Chrome · Android");
  return { token, rider: (await findSession(app, token))! };
}
async function booked(app: TestApp, rider: Rider, time: string, date = "2026-11-24") {
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), date, time);
  expect((await bookSlot(app, rider, crypto.randomUUID(), { slotId: slot.id, riderKind: "courier" })).kind).toBe(
    "booked",
  );
}
async function verified(app: TestApp, rider: Rider, number: string): Promise<{ token: string; rider: Rider }> {
  const asked = await askPhoneCode(app, {
    phone: number,
    purpose: "rider",
    deviceId: rider.deviceId,
    cityId: "wuhan",
    address: "203.0.113.9",
    language: "zh",
  });
  if (asked.kind !== "sent") throw new Error(asked.kind);
  const done = await verifyPhone(
    app,
    rider,
    { requestId: asked.requestId, code: /\d{6}/.exec(app.texts.at(-1)!.text)![0] },
    "x",
  );
  if (done.kind !== "verified") throw new Error(done.kind);
  return { token: done.token, rider: (await findSession(app, done.token))! };
}

test("a way opens once: a fresh browser gets the bookings, the one they came from is signed out, and looking uses nothing up", async () => {
  const app = await testApp();
  const wechat = await browser(app);
  await booked(app, wechat.rider, "14:10");
  const way = await openWay(app, wechat.rider);
  for (let i = 0; i < 3; i++) expect(await lookWay(app, way)).toEqual({ deviceId: wechat.rider.deviceId });
  const outcome = await carryDevice(app, undefined, way, "Firefox");
  if (outcome.kind !== "carried") throw new Error(outcome.kind);
  expect(await listBookings(app.db, (await findSession(app, outcome.token!))!)).toHaveLength(1);
  expect(await findSession(app, wechat.token)).toBeUndefined();
  expect(await carryDevice(app, undefined, way, "Firefox")).toEqual({ kind: "over" });
  expect(await lookWay(app, way)).toBeUndefined();
  expect(JSON.stringify(await app.db.selectFrom("carries").selectAll().execute())).not.toContain(way);
});

test("a browser with bookings of its own takes the others in and stays signed in, and no count is wrong", async () => {
  const app = await testApp();
  const [wechat, chrome] = [await browser(app), await browser(app)];
  await booked(app, wechat.rider, "14:10");
  await booked(app, chrome.rider, "15:10", "2026-11-25");
  expect(await carryDevice(app, chrome.rider, await openWay(app, wechat.rider), "Chrome")).toEqual({
    kind: "carried",
    token: null,
  });
  expect(await listBookings(app.db, (await findSession(app, chrome.token))!)).toHaveLength(2);
  expect(await findSession(app, wechat.token)).toBeUndefined();
  expect(await drift(app)).toEqual([]);
});

test("a stranger's link gives the stranger nothing: not of an account, not of a browser with bookings, not of one that has none yet", async () => {
  for (const victim of ["account", "bookings", "nothing"] as const) {
    const app = await testApp();
    const [stranger, chrome] = [await browser(app), await browser(app)];
    if (victim !== "nothing") await booked(app, chrome.rider, "14:10");
    const theirs = victim === "account" ? await verified(app, chrome.rider, "13800001111") : chrome;
    const outcome = await carryDevice(
      app,
      victim === "nothing" ? undefined : theirs.rider,
      await openWay(app, stranger.rider),
      "Chrome",
    );
    if (outcome.kind !== "carried") throw new Error(outcome.kind);
    expect([victim, await findSession(app, stranger.token)]).toEqual([victim, undefined]);
    const stays = (await findSession(app, outcome.token ?? theirs.token))!;
    if (victim === "nothing") await booked(app, stays, "14:10");
    else expect(stays.deviceId).toBe(theirs.rider.deviceId);
    expect(await listBookings(app.db, stays)).toHaveLength(1);
  }
});

test("an account is opened by its phone's code and by no link", async () => {
  const app = await testApp();
  const account = await verified(app, (await browser(app)).rider, "13900002222");
  for (const here of [undefined, (await browser(app)).rider])
    expect(await carryDevice(app, here, await openWay(app, account.rider), "Chrome")).toEqual({
      kind: "verify-instead",
    });
  expect((await findSession(app, account.token))!.deviceId).toBe(account.rider.deviceId);
});

test("a way is over after a quarter of an hour, and two who use it at once get it once", async () => {
  const app = await testApp();
  const wechat = await browser(app);
  const raced = await openWay(app, wechat.rider);
  const both = await Promise.all([carryDevice(app, undefined, raced, "a"), carryDevice(app, undefined, raced, "b")]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["carried", "over"]);
  const late = await openWay(app, wechat.rider);
  app.clock.set(plusMinutes(NOW, 14));
  expect(await lookWay(app, late)).toBeDefined();
  app.clock.set(plusMinutes(NOW, 15));
  expect(await carryDevice(app, undefined, late, "c")).toEqual({ kind: "over" });
});
