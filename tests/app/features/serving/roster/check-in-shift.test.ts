import { expect, test } from "vitest";
import { checkInShift, checkOutShift } from "#app/features/serving/roster/check-in-shift.server.ts";
import { findHours } from "#app/features/serving/roster/show-roster.server.ts";
import { takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import { testApp } from "#tests/support/app.ts";
import { at, clinicOf, newStaff, rosterOf } from "#tests/support/staff.ts";

test("on the spot: an hour early at most, with one's own claim or for a shift that lacks people; hours are what was served", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [one, two, nurse] = [
    await newStaff(app, "volunteer", point, "", "甲"),
    await newStaff(app, "volunteer", point, "", "乙"),
    await newStaff(app, "professional", point, "nurse"),
  ];
  const [shift] = await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  await takeShift(app, one, shift!.id, "claim");
  app.clock.set(at("2026-11-24T23:59:59.999Z"));
  expect(await checkInShift(app, one, shift!.id)).toEqual({ kind: "too-early", minutes: 61 });
  app.clock.set(at("2026-11-25T01:30:00.000Z"));
  expect((await checkInShift(app, two, shift!.id)).kind).toBe("covered");
  const inside = await checkInShift(app, one, shift!.id);
  expect(inside.kind).toBe("checked-in");
  expect(await checkInShift(app, one, shift!.id)).toEqual(inside);
  app.clock.set(at("2026-11-25T03:30:00.000Z"));
  if (inside.kind === "checked-in") {
    expect(await checkOutShift(app, two, inside.claimId)).toBe("no-such-claim");
    expect(await checkOutShift(app, one, inside.claimId)).toBe("checked-out");
    expect(await checkOutShift(app, one, inside.claimId)).toBe("checked-out");
  }
  expect(await findHours(app, point.id, "2026-11", app.clock.now())).toEqual([
    { staffId: one.id, name: "甲", shifts: 1, hours: 2 },
  ]);
  app.clock.set(at("2026-11-25T04:00:00.000Z"));
  expect((await checkInShift(app, nurse, shift!.id)).kind).toBe("over");
});
