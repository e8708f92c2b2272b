import { expect, onTestFinished, test } from "vitest";
import { fuzz } from "./fuzz.ts";

test("whatever is asked, by whomever: no fault of the server, no stack shown, nothing written by strangers, nothing of another's seen or changed", async () => {
  const run = await fuzz({ requests: 2000, seed: 20261124 });
  onTestFinished(() => run.dispose());
  expect(run.examples).toEqual([]);
  expect(run.faults).toEqual({ serverFaults: 0, shown: 0, leaked: 0, changed: 0, others: 0 });
  // It asked what is answered, not only what is refused.
  for (const status of ["200", "201", "302", "404", "422"])
    expect([status, (run.statuses[status] ?? 0) > 5]).toEqual([status, true]);
}, 180_000);

test("control: a rider who has another's token is seen, by what they are shown and by what they change", async () => {
  const run = await fuzz({ requests: 1500, seed: 3, impostor: true });
  onTestFinished(() => run.dispose());
  expect(run.faults.leaked).toBeGreaterThan(0);
}, 180_000);
