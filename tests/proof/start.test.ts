import { expect, onTestFinished, test } from "vitest";
import { startServer } from "#tests/support/server.ts";
import { askStore, valueIn } from "#tests/support/store.ts";
import { startLoop } from "./start.ts";

test("killed in the middle of its first start, at statements all along, it starts the next time, and never half of a form stands", async () => {
  const { kills, statements, faults } = await startLoop({ every: 31 });
  expect(statements).toBeGreaterThan(150);
  expect(kills).toBeGreaterThan(4);
  expect(faults).toEqual({ notStarted: 0, half: 0 });
}, 120_000);

test("the control: migrations whose statements stand each by itself are seen to stop half-way", async () => {
  const { kills, faults } = await startLoop({ every: 60, apart: true });
  expect(kills).toBeGreaterThan(1);
  expect(faults.half).toBe(kills);
  expect(faults.notStarted).toBe(kills);
}, 120_000);

test("two servers that start together on an empty store seed it once and serve the same", async () => {
  const first = await startServer({ env: { NUANYI_SEED: "none" } });
  onTestFinished(() => first.dispose());
  await first.kill("SIGTERM");
  const pair = await Promise.all([startServer({ folder: first.folder }), startServer({ folder: first.folder })]);
  for (const one of pair) onTestFinished(() => one.dispose());
  expect(await valueIn(first.databaseUrl, "select count(*) from cities")).toBe(2);
  expect(
    await askStore(
      first.databaseUrl,
      "select service_id, starts_at from slots group by service_id, starts_at having count(*) > 1",
    ),
  ).toEqual([]);
  const [one, two] = await Promise.all(
    pair.map(async ({ origin }) => (await fetch(`${origin}/api/v1/points?near=30.58,114.28&limit=20`)).text()),
  );
  expect(one).toBe(two);
}, 60_000);
