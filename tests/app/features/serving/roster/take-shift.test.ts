import { expect, test } from "vitest";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { confirmClaim, releaseClaim, takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { at, clinicOf, newStaff, rosterOf, trailOf } from "#tests/support/staff.ts";

test("a shift is taken by as many as it wants; others stand by; none overlaps another of one's own", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [one, two] = [await newStaff(app, "volunteer", point), await newStaff(app, "volunteer", point)];
  const [shift] = await rosterOf(app, manager, point, { days: [5], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  const [beside] = await rosterOf(app, manager, point, { days: [5], from: "11:00", to: "13:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  const [after] = await rosterOf(app, manager, point, { days: [5], from: "12:00", to: "13:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  expect((await takeShift(app, one, shift!.id, "claim")).kind).toBe("taken");
  expect(await takeShift(app, one, shift!.id, "claim")).toMatchObject({ kind: "taken" });
  expect((await takeShift(app, two, shift!.id, "claim")).kind).toBe("covered");
  expect((await takeShift(app, two, shift!.id, "stand-by")).kind).toBe("taken");
  expect((await takeShift(app, one, beside!.id, "claim")).kind).toBe("overlaps");
  expect((await takeShift(app, one, after!.id, "claim")).kind).toBe("taken");
  expect(await app.db.selectFrom("shift_claims").selectAll().execute()).toHaveLength(3);
});

test("a shift that names a qualification takes only who has it here", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [shift] = await rosterOf(
    app,
    manager,
    point,
    { days: [5], from: "09:00", to: "12:00", qualification: "government-lawyer" },
    ["2026-11-24", "2026-11-30"],
  );
  expect((await takeShift(app, await newStaff(app, "volunteer", point), shift!.id, "claim")).kind).toBe(
    "not-qualified",
  );
  expect((await takeShift(app, await newStaff(app, "professional", point, "nurse"), shift!.id, "claim")).kind).toBe(
    "not-qualified",
  );
  expect(
    (await takeShift(app, await newStaff(app, "professional", point, "government-lawyer"), shift!.id, "claim")).kind,
  ).toBe("taken");
  const stranger = await newStaff(
    app,
    "professional",
    { ...point, id: (await serviceNamed(app, "周四法律咨询")).pointId, cityId: "chongqing" },
    "government-lawyer",
  );
  expect((await takeShift(app, stranger, shift!.id, "claim")).kind).toBe("no-such-shift");
});

test("who gives a shift back hands it to whoever stands by, else all who fit are asked; only one's own can be given back", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [one, two, three] = [
    await newStaff(app, "volunteer", point),
    await newStaff(app, "volunteer", point),
    await newStaff(app, "volunteer", point),
  ];
  const [shift] = await rosterOf(app, manager, point, { days: [5], from: "09:00", to: "12:00" }, [
    "2026-11-24",
    "2026-11-30",
  ]);
  const mine = await takeShift(app, one, shift!.id, "claim");
  const theirs = await takeShift(app, two, shift!.id, "stand-by");
  if (mine.kind !== "taken" || theirs.kind !== "taken") throw new Error("not taken");
  expect(await releaseClaim(app, three, mine.claim.id)).toEqual({ kind: "no-such-claim" });
  expect(await releaseClaim(app, one, mine.claim.id)).toEqual({ kind: "changed" });
  expect(await trailOf(app, "shift.promoted")).toHaveLength(1);
  await makeDispatcher(app).runOnce();
  expect(await releaseClaim(app, two, theirs.claim.id)).toEqual({ kind: "changed" });
  expect(await trailOf(app, "shift.freed")).toHaveLength(1);
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, { deviceId: two.deviceId }, "zh")).map(({ title }) => title).sort()).toEqual(
    ["空出一个班", "轮到你值班了"].sort(),
  );
  expect((await readInbox(app.db, { deviceId: three.deviceId }, "zh")).map(({ title }) => title)).toEqual([
    "空出一个班",
  ]);
});

test("a claim made early is to be confirmed two days ahead, and reminded of", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const volunteer = await newStaff(app, "volunteer", point);
  const [near, far] = await rosterOf(app, manager, point, { days: [4, 6], from: "09:00", to: "12:00" }, [
    "2026-11-26",
    "2026-11-30",
  ]);
  expect(await takeShift(app, volunteer, near!.id, "claim")).toMatchObject({ claim: { status: "confirmed" } });
  const claim = await takeShift(app, volunteer, far!.id, "claim");
  expect(claim).toMatchObject({ claim: { status: "claimed" } });
  const dispatcher = makeDispatcher(app);
  await dispatcher.runOnce();
  app.clock.set(at("2026-11-26T01:00:00.000Z"));
  await dispatcher.runOnce();
  expect((await readInbox(app.db, { deviceId: volunteer.deviceId }, "zh")).map(({ title }) => title)).toContain(
    "11月28日 周六 09:00 的班，还能来吗？",
  );
  if (claim.kind === "taken") expect(await confirmClaim(app, volunteer, claim.claim.id)).toEqual({ kind: "changed" });
});
