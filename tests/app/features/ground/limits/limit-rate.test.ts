import { expect, test } from "vitest";
import { sweepCounts, limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { testApp } from "#tests/support/app.ts";

test("the count of a window is spent by one subject alone, and comes back with the next window", async () => {
  const app = await testApp();
  app.config.test = { rateLimits: true };
  const limit = { name: "try", count: 2, minutes: 10 };
  const tries = async (subject: string) => (await limitRate(app, limit, subject))?.retryAfterSeconds;
  app.clock.set("2026-11-24T02:09:00.000Z" as Instant);
  expect([await tries("a"), await tries("a"), await tries("a")]).toEqual([undefined, undefined, 60]);
  expect(await tries("b")).toBeUndefined();
  app.clock.set("2026-11-24T02:10:00.000Z" as Instant);
  expect(await tries("a")).toBeUndefined();
});

test("counts of yesterday are forgotten, today's are kept", async () => {
  const app = await testApp();
  app.config.test = { rateLimits: true };
  const limit = { name: "try", count: 2, minutes: 10 };
  await limitRate(app, limit, "a");
  app.clock.set("2026-11-25T02:10:00.000Z" as Instant);
  await limitRate(app, limit, "b");
  await sweepCounts(app);
  expect(await app.db.selectFrom("rate_counts").select("subject").execute()).toEqual([{ subject: "try:b" }]);
});
