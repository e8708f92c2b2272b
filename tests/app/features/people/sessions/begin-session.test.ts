import { expect, test } from "vitest";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { endSessions } from "#app/features/people/sessions/end-sessions.server.ts";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import { testApp } from "#tests/support/app.ts";

test("a token opens its device and no other text does; it stands nowhere in the store", async () => {
  const app = await testApp();
  const { token, deviceId } = await beginSession(app, "zh");
  expect(await findSession(app, token)).toMatchObject({ deviceId });
  for (const forged of ["", "x", `${token}x`, token.slice(0, -1), "A".repeat(43), "' or 1=1 --"])
    expect(await findSession(app, forged)).toBeUndefined();
  expect(JSON.stringify(await app.db.selectFrom("sessions").selectAll().execute())).not.toContain(token);
});

test("an ended session opens nothing any more", async () => {
  const app = await testApp();
  const { token, deviceId } = await beginSession(app, "zh");
  await endSessions(app, { deviceId });
  expect(await findSession(app, token)).toBeUndefined();
});

test("what one device sealed opens for it only, and only in its place", async () => {
  const app = await testApp();
  const mine = (await sealOf(app, app.db, (await beginSession(app, "zh")).deviceId))!;
  const theirs = (await sealOf(app, app.db, (await beginSession(app, "zh")).deviceId))!;
  const sealed = mine.seal("右膝", "b1:note");
  expect(mine.unseal(sealed, "b1:note")).toBe("右膝");
  expect(() => mine.unseal(sealed, "b2:note")).toThrow();
  expect(() => theirs.unseal(sealed, "b1:note")).toThrow();
});
