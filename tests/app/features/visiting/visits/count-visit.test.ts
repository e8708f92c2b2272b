import { expect, test } from "vitest";
import { countVisit, findVisitMonth, findVisits, undoVisit } from "#app/features/visiting/visits/count-visit.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

test("one press counts one visit, sent twice it counts once, and a wrong one is taken back", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const id = crypto.randomUUID();
  for (let i = 0; i < 2; i++) await countVisit(app, staff, point.id, { id, kind: "water" });
  await countVisit(app, staff, point.id, { id: crypto.randomUUID(), kind: "blood-pressure" });
  const today = "2026-11-24" as CivilDate;
  expect(await findVisits(app.db, point.id, today)).toMatchObject({ water: 1, "blood-pressure": 1, rest: 0 });
  expect(await undoVisit(app, staff, (await serviceNamed(app, "周四法律咨询")).pointId, id)).toBe("no-such-visit");
  expect(await undoVisit(app, staff, point.id, id)).toBe("undone");
  expect(await undoVisit(app, staff, point.id, id)).toBe("no-such-visit");
  expect(await findVisits(app.db, point.id, today)).toMatchObject({ water: 0 });
});

test("a visit kept without network counts on the day on which it was; a month has every date of it", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  app.clock.set(at("2026-11-24T17:00:00.000Z"));
  await countVisit(app, staff, point.id, { id: crypto.randomUUID(), kind: "rest", at: at("2026-11-24T15:59:00.000Z") });
  await countVisit(app, staff, point.id, { id: crypto.randomUUID(), kind: "rest", at: at("2026-11-20T15:59:00.000Z") });
  const month = await findVisitMonth(app.db, point.id, "2026-11");
  expect(month).toHaveLength(30);
  expect(month.filter(({ counts }) => counts.rest > 0).map(({ date }) => date)).toEqual(["2026-11-24", "2026-11-25"]);
});
