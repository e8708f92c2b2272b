import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "#db/connection.server.ts";
import { sql } from "kysely";
import { onPostgres } from "#tests/support/store.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { carelessServer, faultsOf, flood, movesOfOne, shippedServer, storm } from "./attack.ts";

let shipped: TestServer;
beforeAll(async () => {
  shipped = await shippedServer();
}, 60_000);
afterAll(() => shipped.dispose());

test.each(["addresses", "unfinished", "boxes"] as const)(
  "strangers who send %s stop nobody: the process lives, stays small, and riders and balancers are answered",
  async (attack) => {
    const findings = await flood(shipped, attack, 6);
    expect([findings.attack, faultsOf(findings)]).toEqual([attack, []]);
    // What is sent again only when it was answered tells of the store: on PostgreSQL a map takes some trips.
    expect(findings.sent).toBeGreaterThan(attack === "boxes" ? 50 : 500);
  },
  60_000,
);

test("the control: a server that is careless with what strangers send dies of it, grows, or lets everybody wait", async () => {
  for (const attack of ["addresses", "boxes"] as const) {
    const careless = await carelessServer();
    const findings = await flood(careless, attack, 8);
    careless.dispose();
    expect([attack, faultsOf(findings).length > 0]).toEqual([attack, true]);
  }
}, 90_000);

test("all acts at once on two processes: no answer is a fault, nobody holds two places, no count is wrong", async () => {
  const { faults, examples, requests } = await storm({ rounds: 6 });
  expect([faults, examples]).toEqual([{ serverFaults: 0, clashes: 0, drifted: 0 }, []]);
  expect(requests).toBeGreaterThan(400);
}, 120_000);

test("the control: a store that refuses rows for no reason of ours is seen as faults of the server", async () => {
  const { faults } = await storm({
    rounds: 1,
    async spoil(databaseUrl) {
      const { db, close } = connect(databaseUrl);
      if (onPostgres) await sql.raw("alter table bookings add constraint spoiled check (false) not valid").execute(db);
      else
        await sql
          .raw("create trigger spoiled before insert on bookings begin select raise(abort, 'spoiled'); end")
          .execute(db);
      await close();
    },
  });
  expect(faults.serverFaults).toBeGreaterThan(0);
}, 60_000);

test("one rider moves one booking some times an hour, and no more rows come of it; without limits each move is a row", async () => {
  const limited = await shippedServer();
  const findings = await movesOfOne(limited, 400).finally(() => limited.dispose());
  expect(findings.taken).toBeLessThanOrEqual(12);
  expect(findings.rows).toBeLessThanOrEqual(12);
  expect(findings.refused).toBeGreaterThan(300);
  const free = await startServer();
  try {
    // One after another: of many at once those that ask for where the booking stands already change nothing.
    expect((await movesOfOne(free, 60, 1)).rows).toBeGreaterThan(30);
  } finally {
    await free.dispose();
  }
}, 60_000);
