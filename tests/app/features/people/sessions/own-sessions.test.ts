import { expect, test } from "vitest";
import {
  endOtherSessions,
  endOwnSession,
  endThisSession,
  listOwnSessions,
} from "#app/features/people/sessions/own-sessions.server.ts";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { testApp } from "#tests/support/app.ts";
import { clinicOf, newStaff } from "#tests/support/staff.ts";

test("own sessions are listed, the asking one first, and ended one by one; another's cannot be", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const me = await newStaff(app, "volunteer", point);
  const other = await newStaff(app, "volunteer", point);
  const [phone, desk] = [
    await signInStaff(app, me, "test", "Chrome · Android"),
    await signInStaff(app, me, "test", "Edge · Windows"),
  ];
  const theirs = await signInStaff(app, other, "test", "");
  const own = { deviceId: me.deviceId, session: hashOf(desk) };
  const list = await listOwnSessions(app, own);
  expect(list.map(({ label, here }) => [label, here])).toEqual([
    ["Edge · Windows", true],
    ["Chrome · Android", false],
  ]);
  expect(list.every(({ id }) => !phone.includes(id) && !desk.includes(id))).toBe(true);
  expect(await endOwnSession(app, { deviceId: other.deviceId }, list[1]!.id)).toBe(false);
  expect(await endOwnSession(app, own, list[1]!.id)).toBe(true);
  expect((await findAsker(app, phone)).asker).toBeUndefined();
  await endThisSession(app, own);
  expect((await findAsker(app, desk)).asker).toBeUndefined();
  expect((await findAsker(app, theirs)).asker?.kind).toBe("staff");
});

test("all but the one that asks end at once, and nobody else's", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const [me, other] = [await newStaff(app, "volunteer", point), await newStaff(app, "volunteer", point)];
  const mine = [
    await signInStaff(app, me, "test", ""),
    await signInStaff(app, me, "test", ""),
    await signInStaff(app, me, "test", ""),
  ];
  const theirs = await signInStaff(app, other, "test", "");
  expect(await endOtherSessions(app, { deviceId: me.deviceId, session: hashOf(mine[1]!) })).toBe(2);
  expect(await Promise.all([...mine, theirs].map(async (token) => (await findAsker(app, token)).asker?.kind))).toEqual([
    undefined,
    "staff",
    undefined,
    "staff",
  ]);
  expect(await endOtherSessions(app, { deviceId: me.deviceId, session: hashOf(mine[1]!) })).toBe(0);
});
