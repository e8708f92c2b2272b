import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { listStarred, starPoint } from "#app/features/places/stars/star-point.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";
import { clinicOf } from "#tests/support/staff.ts";

test("a rider saves a point once and lets it go; another's are not theirs", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const rider = await newRider(app);
  for (let i = 0; i < 2; i++) expect(await starPoint(app, rider, point.id, true)).toBe("done");
  expect((await listStarred(app.db, rider)).map(({ id }) => id)).toEqual([point.id]);
  expect(await listStarred(app.db, await newRider(app))).toEqual([]);
  await starPoint(app, rider, point.id, false);
  expect(await listStarred(app.db, rider)).toEqual([]);
  expect(await starPoint(app, rider, randomUUID(), true)).toBe("no-such-point");
});
