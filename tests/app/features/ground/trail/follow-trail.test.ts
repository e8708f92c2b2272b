import { expect, test } from "vitest";
import { followTrail } from "#app/features/ground/trail/follow-trail.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testApp } from "#tests/support/app.ts";

test("every entry is followed once, in order; one whose following failed is followed again", async () => {
  const app = await testApp();
  await followTrail(app, async () => undefined);
  for (const verb of ["point.created", "point.updated"] as const) {
    await inTransaction(app.db, (trx) =>
      record(trx, app.ids, app.clock.now(), {
        actor: SYSTEM,
        verb,
        subject: { kind: "thing", id: "1" },
        pointId: null,
        before: {},
        after: { n: 1 },
      }),
    );
  }
  await expect(
    followTrail(app, async () => {
      throw new Error("killed");
    }),
  ).rejects.toThrow("killed");
  const seen: string[] = [];
  expect(await followTrail(app, async (_trx, entries) => void seen.push(...entries.map(({ verb }) => verb)))).toBe(2);
  expect(seen).toEqual(["point.created", "point.updated"]);
  expect(await followTrail(app, async () => undefined)).toBe(0);
});

test("an entry that can never be followed is put aside after a while, and what comes after it is followed", async () => {
  const app = await testApp();
  await followTrail(app, async () => undefined);
  for (const verb of ["point.created", "point.updated", "point.placed"] as const) {
    await inTransaction(app.db, (trx) =>
      record(trx, app.ids, app.clock.now(), {
        actor: SYSTEM,
        verb,
        subject: { kind: "thing", id: "1" },
        pointId: null,
        before: {},
        after: {},
      }),
    );
  }
  const seen: string[] = [];
  const follow = async (_trx: unknown, entries: { verb: string }[]) => {
    if (entries.some(({ verb }) => verb === "point.updated")) throw new RangeError("bad");
    seen.push(...entries.map(({ verb }) => verb));
  };
  for (let i = 0; i < 4; i++) await expect(followTrail(app, follow)).rejects.toThrow("bad");
  expect(await followTrail(app, follow)).toBe(3);
  expect(seen).toEqual(["point.created", "point.placed"]);
  expect(await followTrail(app, follow)).toBe(0);
});
