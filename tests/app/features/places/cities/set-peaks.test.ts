import { expect, test } from "vitest";
import { findPeaks } from "#app/features/places/cities/find-city.server.ts";
import { setPeaks } from "#app/features/places/cities/set-peaks.server.ts";
import { parseDaySpans } from "#app/features/places/hours/hours-text.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

test("the peaks of one rider kind change, the others' stay", async () => {
  const app = await testApp();
  const operator = actorOf(await newStaff(app, "operator", await clinicOf(app)));
  const taxi = await findPeaks(app.db, "wuhan", "taxi");
  await setPeaks(app, operator, "wuhan", "food-rider", parseDaySpans("10:30-13:30")!);
  expect(await findPeaks(app.db, "wuhan", "food-rider")).toEqual([{ from: "10:30", to: "13:30" }]);
  expect(await findPeaks(app.db, "wuhan", "taxi")).toEqual(taxi);
});
