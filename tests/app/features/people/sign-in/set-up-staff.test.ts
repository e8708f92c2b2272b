import { expect, test } from "vitest";
import { findStaffByFeed } from "#app/features/people/staff/find-staff.server.ts";
import { feedSecret, givePin } from "#app/features/people/sign-in/set-up-staff.server.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { clinicOf, newStaff } from "#tests/support/staff.ts";

test("a PIN has six digits, is given for one's own point only, and is nowhere in clear", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const volunteer = await newStaff(app, "volunteer", point);
  const pin = await givePin(app, volunteer, point.id);
  expect(pin).toMatch(/^\d{6}$/);
  expect(JSON.stringify(await app.db.selectFrom("roles").selectAll().execute())).not.toContain(pin);
  expect(await givePin(app, volunteer, (await serviceNamed(app, "周四法律咨询")).pointId)).toBeUndefined();
});

test("a feed's address stays until it is changed, and then the old one is dead", async () => {
  const app = await testApp();
  const volunteer = await newStaff(app, "volunteer", await clinicOf(app));
  const secret = await feedSecret(app, volunteer, false);
  expect(await feedSecret(app, volunteer, false)).toBe(secret);
  expect((await findStaffByFeed(app, secret))?.id).toBe(volunteer.id);
  const fresh = await feedSecret(app, volunteer, true);
  expect(await findStaffByFeed(app, secret)).toBeUndefined();
  expect((await findStaffByFeed(app, fresh))?.id).toBe(volunteer.id);
  expect(JSON.stringify(await app.db.selectFrom("staff").selectAll().execute())).not.toContain(fresh);
});
