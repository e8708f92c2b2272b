import { expect, test } from "vitest";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { testApp } from "#tests/support/app.ts";
import { clinicOf, newStaff, trailOf } from "#tests/support/staff.ts";

test("signing in leaves a trail of who and how", async () => {
  const app = await testApp();
  await signInStaff(app, await newStaff(app, "manager", await clinicOf(app)), "passkey", "");
  expect(await trailOf(app, "staff.signed-in")).toEqual([{ actor_kind: "staff", after: { how: "passkey" } }]);
});
