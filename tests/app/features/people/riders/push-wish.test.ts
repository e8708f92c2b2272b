import { expect, test } from "vitest";
import { pushWish, wishPush } from "#app/features/people/riders/push-wish.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";

test("a wish is unsaid until it is said, and can be taken back", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  expect(await pushWish(app.db, rider)).toBeNull();
  await wishPush(app, rider, true);
  expect(await pushWish(app.db, rider)).toBe(true);
  await wishPush(app, rider, false);
  expect(await pushWish(app.db, rider)).toBe(false);
});
