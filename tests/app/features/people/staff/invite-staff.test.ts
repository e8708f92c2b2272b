import { expect, test } from "vitest";
import { inviteStaff } from "#app/features/people/staff/invite-staff.server.ts";
import { readInvitation } from "#app/features/people/sign-in/join-staff.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { testApp } from "#tests/support/app.ts";
import { at, clinicOf, trailOf } from "#tests/support/staff.ts";

test("an invitation is good for three days, and its token stands nowhere in the store", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const { token } = await inviteStaff(app, SYSTEM, {
    role: "volunteer",
    cityId: point.cityId,
    pointId: point.id,
    qualification: "",
  });
  expect(await readInvitation(app, token)).toMatchObject({ role: { role: "volunteer", pointId: point.id } });
  expect(await readInvitation(app, `${token.slice(1)}A`)).toBeUndefined();
  expect(JSON.stringify(await app.db.selectFrom("invitations").selectAll().execute())).not.toContain(token);
  app.clock.set(at("2026-11-27T02:00:00.000Z"));
  expect(await readInvitation(app, token)).toBeUndefined();
  expect(await trailOf(app, "staff.invited")).toHaveLength(1);
});
