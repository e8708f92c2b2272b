import { expect, test } from "vitest";
import { findSupplies, setSupply } from "#app/features/places/supplies/set-supply.server.ts";
import { nextSupplyState } from "#app/features/places/supplies/supply.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff, trailOf } from "#tests/support/staff.ts";

test("a tap goes there, running low, gone, there again; saying the same again writes nothing", async () => {
  expect([undefined, "there", "low", "out"].map((state) => nextSupplyState(state as never))).toEqual([
    "there",
    "low",
    "out",
    "there",
  ]);
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  for (const state of ["there", "low", "low"] as const) await setSupply(app, staff, point.id, "ice-water", state);
  expect((await findSupplies(app.db, point.id)).map(({ item, state }) => [item, state])).toEqual([
    ["ice-water", "low"],
  ]);
  expect(await trailOf(app, "supply.set")).toHaveLength(2);
});
