import { expect, test } from "vitest";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { givePin } from "#app/features/people/sign-in/set-up-staff.server.ts";
import {
  enterPin,
  keepActing,
  leaveTablet,
  listTablets,
  removeTablet,
  setUpTablet,
} from "#app/features/people/sign-in/use-tablet.server.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a tablet is nobody's until a PIN, then that person's with this point's rights only, and nobody's again", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const volunteer = await newStaff(app, "volunteer", point);
  const pin = (await givePin(app, volunteer, point.id))!;
  const token = await setUpTablet(app, manager, point.id, "前台");
  const idle = await findAsker(app, token);
  expect(idle).toMatchObject({ asker: undefined, tablet: { pointId: point.id } });
  expect(await enterPin(app, idle.tablet!, pin)).toMatchObject({ kind: "acting", staff: { id: volunteer.id } });
  const acting = await findAsker(app, token);
  expect(acting.asker).toMatchObject({ kind: "staff", tabletId: idle.tablet!.id });
  await leaveTablet(app, idle.tablet!.id);
  expect((await findAsker(app, token)).asker).toBeUndefined();
  await enterPin(app, idle.tablet!, pin);
  app.clock.set(at("2026-11-24T02:14:59.999Z"));
  const still = await findAsker(app, token);
  expect(still.asker?.kind).toBe("staff");
  await keepActing(app, still.tablet!, volunteer.id);
  app.clock.set(at("2026-11-24T02:29:00.000Z"));
  expect((await findAsker(app, token)).asker?.kind).toBe("staff");
  app.clock.set(at("2026-11-24T02:30:00.000Z"));
  expect((await findAsker(app, token)).asker).toBeUndefined();
});

test("wrong PINs are counted by tablet: after five a right one waits too; another point's PIN opens nothing", async () => {
  const app = await testApp();
  app.config.test = { rateLimits: true };
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const volunteer = await newStaff(app, "volunteer", point);
  const pin = (await givePin(app, volunteer, point.id))!;
  const tablet = (await findAsker(app, await setUpTablet(app, manager, point.id, "前台"))).tablet!;
  const elsewhere = (await serviceNamed(app, "周四法律咨询")).pointId;
  const other = (await findAsker(app, await setUpTablet(app, manager, elsewhere, "那边"))).tablet!;
  expect((await enterPin(app, other, pin)).kind).toBe("wrong");
  const wrong = pin === "000000" ? "000001" : "000000";
  for (let i = 0; i < 5; i++) expect((await enterPin(app, tablet, wrong)).kind).toBe("wrong");
  expect((await enterPin(app, tablet, pin)).kind).toBe("too-many");
  app.clock.set(at("2026-11-24T02:15:00.000Z"));
  expect((await enterPin(app, tablet, pin)).kind).toBe("acting");
});

test("a lost tablet opens nothing once it is removed", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const token = await setUpTablet(app, manager, point.id, "前台");
  const [tablet] = await listTablets(app.db, point.id);
  expect(await removeTablet(app, manager, point.id, tablet!.id)).toBe(true);
  expect(await findAsker(app, token)).toMatchObject({ asker: undefined });
  expect((await findAsker(app, token)).tablet).toBeUndefined();
});
