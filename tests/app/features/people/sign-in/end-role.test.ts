import { expect, test } from "vitest";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { makeIntegrationKey } from "#app/features/people/keys/manage-keys.server.ts";
import { removeRole } from "#app/features/people/sign-in/end-role.server.ts";
import { inviteStaff } from "#app/features/people/staff/invite-staff.server.ts";
import { joinStaff } from "#app/features/people/sign-in/join-staff.server.ts";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a role that is taken away is gone at once, with the sessions; only where it was given", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const volunteer = await newStaff(app, "volunteer", point);
  const token = await signInStaff(app, volunteer, "test", "");
  const elsewhere = (await serviceNamed(app, "周四法律咨询")).pointId;
  expect(await removeRole(app, manager, volunteer.roles[0]!.id, { cityId: point.cityId, pointId: elsewhere })).toBe(
    false,
  );
  expect(await removeRole(app, manager, volunteer.roles[0]!.id, { cityId: point.cityId, pointId: point.id })).toBe(
    true,
  );
  expect((await findAsker(app, token)).asker).toBeUndefined();
  expect(await removeRole(app, manager, volunteer.roles[0]!.id, { cityId: point.cityId, pointId: point.id })).toBe(
    false,
  );
});

test("whoever was removed does not come back by an invitation that they left open", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const operator = actorOf(await newStaff(app, "operator", point));
  const manager = await newStaff(app, "manager", point);
  const { token } = await inviteStaff(app, actorOf(manager), {
    role: "manager",
    cityId: point.cityId,
    pointId: point.id,
    qualification: "",
  });
  expect(await removeRole(app, operator, manager.roles[0]!.id, { cityId: point.cityId, pointId: point.id })).toBe(true);
  expect(await joinStaff(app, token, { name: "again", label: "" })).toEqual({ kind: "no-such-invitation" });
});

test("a key ends with the role of whoever made it, so that nobody reads on at a point they lost; the trail says why", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const operator = actorOf(await newStaff(app, "operator", point));
  const [leaves, stays] = [await newStaff(app, "manager", point), await newStaff(app, "manager", point)];
  const [theirs, others] = [
    await makeIntegrationKey(app, actorOf(leaves), point.id, "HIS"),
    await makeIntegrationKey(app, actorOf(stays), point.id, "LIS"),
  ];
  expect(await removeRole(app, operator, leaves.roles[0]!.id, { cityId: point.cityId, pointId: point.id })).toBe(true);
  expect((await findAsker(app, theirs)).asker).toBeUndefined();
  expect((await findAsker(app, others)).asker?.kind).toBe("key");
  expect(
    (await app.db.selectFrom("trail").select(["after"]).where("verb", "=", "key.ended").execute()).map(
      ({ after }) => JSON.parse(after) as unknown,
    ),
  ).toEqual([{ because: "role-ended" }]);
});

test("nobody takes a role by an invitation of their own making; another takes it", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const { token } = await inviteStaff(app, actorOf(manager), {
    role: "professional",
    cityId: point.cityId,
    pointId: point.id,
    qualification: "nurse",
  });
  expect(await joinStaff(app, token, { name: "", as: manager, label: "" })).toEqual({ kind: "own-invitation" });
  expect((await joinStaff(app, token, { name: "", as: await newStaff(app, "volunteer", point), label: "" })).kind).toBe(
    "joined",
  );
});
