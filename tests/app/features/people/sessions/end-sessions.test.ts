import { expect, test } from "vitest";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { endSessions } from "#app/features/people/sessions/end-sessions.server.ts";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import { testApp } from "#tests/support/app.ts";

test("ending one device's sessions leaves another's alone", async () => {
  const app = await testApp();
  const [mine, theirs] = [await beginSession(app, "zh"), await beginSession(app, "en")];
  await endSessions(app, { deviceId: mine.deviceId });
  expect(await findSession(app, mine.token)).toBeUndefined();
  expect(await findSession(app, theirs.token)).toMatchObject({ deviceId: theirs.deviceId });
});
