import { expect, test } from "vitest";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { inviteStaff } from "#app/features/people/staff/invite-staff.server.ts";
import { joinStaff } from "#app/features/people/sign-in/join-staff.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { at, clinicOf } from "#tests/support/staff.ts";

test("an invitation lets one person in, once; whoever serves already gets the role beside theirs; a late one nobody", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const invite = (pointId = point.id, cityId = point.cityId) =>
    inviteStaff(app, SYSTEM, { role: "volunteer", cityId, pointId, qualification: "nurse" });
  const first = await invite();
  const joined = await joinStaff(app, first.token, { name: "小陈", label: "" });
  if (joined.kind !== "joined") throw new Error(joined.kind);
  expect((await findAsker(app, joined.token)).asker).toMatchObject({
    kind: "staff",
    staff: { name: "小陈", roles: [{ role: "volunteer", pointId: point.id, qualification: "nurse" }] },
  });
  expect(await joinStaff(app, first.token, { name: "别人", label: "" })).toEqual({ kind: "no-such-invitation" });
  const elsewhere = (await serviceNamed(app, "周四法律咨询")).pointId;
  const second = await joinStaff(app, (await invite(elsewhere, "chongqing")).token, {
    name: "",
    as: joined.staff,
    label: "",
  });
  expect(second).toMatchObject({
    kind: "joined",
    staff: { id: joined.staff.id, roles: [{ pointId: point.id }, { pointId: elsewhere }] },
  });
  const late = await invite();
  app.clock.set(at("2026-11-28T02:00:00.000Z"));
  expect(await joinStaff(app, late.token, { name: "迟到", label: "" })).toEqual({ kind: "no-such-invitation" });
  expect(JSON.stringify(await app.db.selectFrom("staff").selectAll().execute())).not.toContain("小陈");
});
