import { expect, test } from "vitest";
import { sweepTextStops } from "#app/features/people/riders/sweep-text-stops.server.ts";
import { mayText, stopTextsBy } from "#app/features/people/riders/text-number.server.ts";
import { testApp } from "#tests/support/app.ts";
import { at } from "#tests/support/staff.ts";

test("a number that nobody stopped is forgotten after a month; one that its holder stopped stays stopped", async () => {
  const app = await testApp();
  const [first, second] = [await mayText(app, "index-1"), await mayText(app, "index-2")];
  expect([first.kind, second.kind]).toEqual(["may", "may"]);
  const token = (
    await app.db.selectFrom("text_stops").select("token").where("phone_index", "=", "index-2").executeTakeFirstOrThrow()
  ).token;
  await stopTextsBy(app, token);
  app.clock.set(at("2026-12-30T02:00:00.000Z"));
  await sweepTextStops(app);
  expect((await app.db.selectFrom("text_stops").select("phone_index").execute()).map((row) => row.phone_index)).toEqual(
    ["index-2"],
  );
  expect((await mayText(app, "index-2")).kind).toBe("stopped");
});
