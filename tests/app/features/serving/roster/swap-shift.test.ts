import { expect, test } from "vitest";
import { answerSwap, askSwap } from "#app/features/serving/roster/swap-shift.server.ts";
import { showDuty } from "#app/features/serving/roster/show-roster.server.ts";
import { releaseClaim, takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { testApp } from "#tests/support/app.ts";
import { clinicOf, newStaff, rosterOf } from "#tests/support/staff.ts";

async function setting() {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [mine, other, third] = [
    await newStaff(app, "volunteer", point, "", "甲"),
    await newStaff(app, "volunteer", point, "", "乙"),
    await newStaff(app, "volunteer", point, "", "丙"),
  ];
  const [shift] = await rosterOf(app, manager, point, { days: [5], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  const taken = await takeShift(app, mine, shift!.id, "claim");
  if (taken.kind !== "taken") throw new Error(taken.kind);
  return { app, point, manager, mine, other, third, shift: shift!, claim: taken.claim };
}

test("a swap asked and accepted moves the shift in one step; until then it stays", async () => {
  const { app, mine, other, third, claim } = await setting();
  expect(await askSwap(app, mine, claim.id, other.id)).toEqual({ kind: "asked" });
  const [asked] = (await showDuty(app, other, app.clock.now())).asked;
  expect(asked?.from).toBe("甲");
  expect(await answerSwap(app, third, asked!.swap.id, true)).toEqual({ kind: "no-such-swap" });
  expect((await showDuty(app, mine, app.clock.now())).own).toHaveLength(1);
  expect(await answerSwap(app, other, asked!.swap.id, true)).toEqual({ kind: "swapped" });
  expect((await showDuty(app, mine, app.clock.now())).own).toEqual([]);
  expect((await showDuty(app, other, app.clock.now())).own).toMatchObject([{ claim: { status: "confirmed" } }]);
  expect(await answerSwap(app, other, asked!.swap.id, true)).toEqual({ kind: "no-such-swap" });
  // Whoever has the shift now is reminded of it, and the other no longer.
  await makeDispatcher(app).runOnce();
  const reminded = await app.db
    .selectFrom("reminders")
    .select(["device_id", "status"])
    .distinct()
    .where("kind", "like", "shift-%")
    .execute();
  expect(reminded).toContainEqual({ device_id: other.deviceId, status: "pending" });
  expect(reminded.filter(({ device_id: device, status }) => device === mine.deviceId && status === "pending")).toEqual(
    [],
  );
});

test("a declined swap leaves the shift where it was; one asked of another withdraws the first; only one's own can be offered", async () => {
  const { app, mine, other, third, claim } = await setting();
  expect(await askSwap(app, other, claim.id, third.id)).toEqual({ kind: "no-such-claim" });
  expect(await askSwap(app, mine, claim.id, mine.id)).toEqual({ kind: "no-such-claim" });
  await askSwap(app, mine, claim.id, other.id);
  const first = (await showDuty(app, other, app.clock.now())).asked[0]!;
  await askSwap(app, mine, claim.id, third.id);
  expect(await answerSwap(app, other, first.swap.id, true)).toEqual({ kind: "no-such-swap" });
  const second = (await showDuty(app, third, app.clock.now())).asked[0]!;
  expect(await answerSwap(app, third, second.swap.id, false)).toEqual({ kind: "declined" });
  expect((await showDuty(app, mine, app.clock.now())).own).toHaveLength(1);
});

test("a swap that would overlap, or of a shift given back meanwhile, is refused", async () => {
  const { app, point, manager, mine, other, claim } = await setting();
  const [beside] = await rosterOf(app, manager, point, { days: [5], from: "10:00", to: "11:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  await takeShift(app, other, beside!.id, "claim");
  expect(await askSwap(app, mine, claim.id, other.id)).toEqual({ kind: "overlaps" });
  const fourth = await newStaff(app, "volunteer", point);
  await askSwap(app, mine, claim.id, fourth.id);
  const asked = (await showDuty(app, fourth, app.clock.now())).asked[0]!;
  await releaseClaim(app, mine, claim.id);
  expect(await answerSwap(app, fourth, asked.swap.id, true)).toEqual({ kind: "no-such-swap" });
});
