import { expect, test } from "vitest";
import { findAsker, findSession } from "#app/features/people/sign-in/find-session.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { makeIntegrationKey, removeIntegrationKey } from "#app/features/people/keys/manage-keys.server.ts";
import { setUpTablet } from "#app/features/people/sign-in/use-tablet.server.ts";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a token says whether a rider, somebody who serves or another system asks, and a forged one nobody", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const rider = await beginSession(app, "zh");
  expect((await findAsker(app, rider.token)).asker).toEqual({ kind: "rider", deviceId: rider.deviceId });
  const token = await signInStaff(app, manager, "test", "");
  expect((await findAsker(app, token)).asker).toMatchObject({
    kind: "staff",
    tabletId: null,
    staff: { id: manager.id, name: "manager" },
  });
  const key = await makeIntegrationKey(app, actorOf(manager), point.id, "HIS");
  const found = (await findAsker(app, key)).asker;
  expect(found).toMatchObject({ kind: "key", pointId: point.id });
  if (found?.kind === "key") await removeIntegrationKey(app, actorOf(manager), point.id, found.id);
  for (const nobody of [key, "", "x", "A".repeat(43)]) expect((await findAsker(app, nobody)).asker).toBeUndefined();
  expect(
    JSON.stringify([
      await app.db.selectFrom("integration_keys").selectAll().execute(),
      await app.db.selectFrom("sessions").selectAll().execute(),
    ]),
  ).not.toMatch(new RegExp(`${key}|${token}`));
});

test("managers come in anew each day, volunteers each month", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await signInStaff(app, await newStaff(app, "manager", point), "test", "");
  const volunteer = await signInStaff(app, await newStaff(app, "volunteer", point), "test", "");
  app.clock.set(at("2026-11-24T13:59:59.999Z"));
  expect((await findAsker(app, manager)).asker?.kind).toBe("staff");
  app.clock.set(at("2026-11-24T14:00:00.000Z"));
  expect((await findAsker(app, manager)).asker).toBeUndefined();
  expect((await findAsker(app, volunteer)).asker?.kind).toBe("staff");
  app.clock.set(at("2026-12-24T02:00:00.000Z"));
  expect((await findAsker(app, volunteer)).asker).toBeUndefined();
});

test("a session in use is noted as seen, hourly at most", async () => {
  const app = await testApp();
  const { token } = await beginSession(app, "zh");
  const seen = async () => (await app.db.selectFrom("sessions").select("seen_at").executeTakeFirstOrThrow()).seen_at;
  app.clock.set(at("2026-11-24T03:00:00.000Z"));
  await findSession(app, token);
  expect(await seen()).toBe("2026-11-24T02:00:00.000Z");
  app.clock.set(at("2026-11-24T03:01:00.000Z"));
  await findSession(app, token);
  expect(await seen()).toBe("2026-11-24T03:01:00.000Z");
});

test("a session that nobody used for half a year is over, and a week's of somebody who serves; a tablet's after ninety days", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const rider = await beginSession(app, "zh");
  const volunteer = await signInStaff(app, await newStaff(app, "volunteer", point), "test", "");
  const tablet = await setUpTablet(app, actorOf(await newStaff(app, "manager", point)), point.id, "T1");
  app.clock.set(at("2026-12-01T01:59:59.999Z"));
  expect((await findAsker(app, volunteer)).asker?.kind).toBe("staff");
  app.clock.set(at("2026-12-08T02:00:00.000Z"));
  expect((await findAsker(app, volunteer)).asker).toBeUndefined();
  app.clock.set(at("2027-02-22T01:59:59.999Z"));
  expect((await findAsker(app, tablet)).tablet?.name).toBe("T1");
  app.clock.set(at("2027-02-22T02:00:00.000Z"));
  expect((await findAsker(app, tablet)).tablet).toBeUndefined();
  app.clock.set(at("2027-05-23T02:00:00.000Z"));
  expect(await findSession(app, rider.token)).toBeUndefined();
});
