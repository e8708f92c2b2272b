import { expect, test } from "vitest";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { endSessions } from "#app/features/people/sessions/end-sessions.server.ts";
import { sweepSessions } from "#app/features/people/sessions/sweep-sessions.server.ts";
import { testApp } from "#tests/support/app.ts";
import { at } from "#tests/support/staff.ts";

test("a session that ended is known for half a year, and then forgotten; one in use stays", async () => {
  const app = await testApp();
  const ended = await beginSession(app, "zh");
  await endSessions(app, { deviceId: ended.deviceId });
  const known = async () =>
    (await app.db.selectFrom("sessions").select("device_id").execute()).map((row) => row.device_id);
  app.clock.set(at("2027-05-20T02:00:00.000Z"));
  const inUse = await beginSession(app, "zh");
  await sweepSessions(app);
  expect((await known()).sort()).toEqual([ended.deviceId, inUse.deviceId].sort());
  app.clock.set(at("2027-05-25T02:00:00.000Z"));
  await sweepSessions(app);
  expect(await known()).toEqual([inUse.deviceId]);
});
