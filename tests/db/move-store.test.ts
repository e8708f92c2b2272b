import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { differing, sumsOf } from "#db/copy-store.server.ts";
import { moveStore } from "#db/move-store.server.ts";
import { tablesInOrder } from "#db/schema.ts";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { showBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { drift, newRider, serviceNamed, slotAt, testApp } from "#tests/support/app.ts";
import { ownStore } from "#tests/support/store.ts";

test("the list of tables is the store's own, and each stands after what it refers to", async () => {
  const app = await testApp();
  const found = (await app.db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("kysely_"));
  const tables = tablesInOrder();
  expect(tables.map(({ name }) => name).sort()).toEqual(found.sort());
  tables.forEach(({ name, references }, at) => {
    for (const other of references)
      expect([name, tables.findIndex((table) => table.name === other) < at]).toEqual([name, true]);
  });
});

test("a city moves to another store with every row, and the other serves it; what is in use or not empty is left alone", async () => {
  const app = await testApp();
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "14:10");
  const rider = await newRider(app);
  const booked = await bookSlot(app, rider, randomUUID(), {
    slotId: slot.id,
    riderKind: "food-rider",
    name: "张师傅",
    phone: "13800000000",
    note: '膝盖 ’"',
  });
  if (booked.kind !== "booked") throw new Error(booked.kind);
  const [from, other] = [app.config.databaseUrl, await ownStore()];
  onTestFinished(() => other.drop());
  expect(await moveStore(from, other.databaseUrl)).toEqual({ kind: "in-use", which: "from" });
  const before = await sumsOf(app.db);
  const keysFile = app.config.keysFile;
  await closeApp(app);

  // By way of a file, so that each run crosses from store to store and back.
  const file = `file:${join(other.folder, "between.db")}`;
  expect((await moveStore(from, file)).kind).toBe("moved");
  const moved = await moveStore(file, other.databaseUrl);
  expect(moved.kind).toBe("moved");
  expect(moved.kind === "moved" && differing(before, moved.tables)).toEqual([]);
  expect(before.find(({ name }) => name === "slots")!.rows).toBeGreaterThan(500);
  expect(await moveStore(from, other.databaseUrl)).toEqual({ kind: "not-empty" });

  const there = await openApp(
    readConfig({ DATABASE_URL: other.databaseUrl, NUANYI_KEYS: keysFile, NUANYI_TEST: "1", LOG_LEVEL: "silent" }),
  );
  onTestFinished(() => closeApp(there));
  expect((await showBooking(there.db, rider, booked.booking.id))?.booking.status).toBe("booked");
  expect(await drift(there as typeof app)).toEqual([]);
  expect(await seedDemo(there)).toBe(false);
});

test("a row that was changed, lost or added on the way is seen in the sums", async () => {
  const app = await testApp();
  const before = await sumsOf(app.db);
  const after = async () => differing(before, await sumsOf(app.db));
  expect(await after()).toEqual([]);
  await sql`update points set phone = '027-0' where id = (select min(id) from points)`.execute(app.db);
  expect(await after()).toEqual(["points"]);
  await app.db.insertInto("heartbeats").values({ name: "x", at: "y" }).execute();
  await sql`delete from stars`.execute(app.db);
  expect(await after()).toEqual(
    ["points", "heartbeats"].sort(
      (a, b) => before.findIndex(({ name }) => name === a) - before.findIndex(({ name }) => name === b),
    ),
  );
});
