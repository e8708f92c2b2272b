import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { connect, type Connection } from "#db/connection.server.ts";
import { isDuplicate } from "#db/stores/dialect.ts";
import { isMigrated, migrate, referencedFirst } from "#db/migrator.server.ts";
import { migrations } from "#db/migrations/index.ts";
import { holding, rows } from "#db/rows.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testApp } from "#tests/support/app.ts";
import { onPostgres, ownStore } from "#tests/support/store.ts";

/** Two connections to one empty store of the newest form. */
async function twoOn(): Promise<[Connection, Connection]> {
  const store = await ownStore();
  const pair: [Connection, Connection] = [connect(store.databaseUrl), connect(store.databaseUrl)];
  onTestFinished(async () => {
    for (const one of pair) await one.close();
    await store.drop();
  });
  await migrate(pair[0].db);
  return pair;
}
const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 200) throw new Error("it did not come true");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

test("two that start together on an empty store migrate it once", async () => {
  const store = await ownStore();
  const pair = [connect(store.databaseUrl), connect(store.databaseUrl)];
  onTestFinished(async () => {
    for (const one of pair) await one.close();
    await store.drop();
  });
  const ran = await Promise.all(pair.map(({ db }) => migrate(db)));
  expect(ran.flat()).toEqual(Object.keys(migrations));
  expect(await isMigrated(pair[1]!.db)).toBe(true);
});

test("no statement of a migration comes before the table that it names, and none is lost", () => {
  for (const { statements } of Object.values(migrations))
    expect([...referencedFirst(statements)].sort()).toEqual([...statements].sort());
  expect(
    referencedFirst([
      "create table a (b text references b (id))",
      "create index a_by_b on a (b)",
      "create table b (id text)",
    ]),
  ).toEqual(["create table b (id text)", "create table a (b text references b (id))", "create index a_by_b on a (b)"]);
});

test("what one process decides on what it read, no other may have changed meanwhile: two cannot both take the last of two beds", async () => {
  const [one, two] = await twoOn();
  for (const name of ["bed-1", "bed-2"]) await one.db.insertInto("heartbeats").values({ name, at: "free" }).execute();
  const take = (of: Connection, name: string) =>
    inTransaction(of.db, async (trx) => {
      const free = await trx.selectFrom("heartbeats").select("name").where("at", "=", "free").execute();
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (free.length < 2) return "one must stay free";
      await trx.updateTable("heartbeats").set({ at: "taken" }).where("name", "=", name).execute();
      return "taken";
    });
  expect((await Promise.all([take(one, "bed-1"), take(two, "bed-2")])).sort()).toEqual(["one must stay free", "taken"]);
});

test("twenty that count one number up at once all count, whichever process they are in", async () => {
  const pair = await twoOn();
  await pair[0].db.insertInto("rate_counts").values({ subject: "x", period: "y", count: 0 }).execute();
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      inTransaction(pair[i % 2]!.db, async (trx) => {
        const { count } = await trx.selectFrom("rate_counts").select("count").executeTakeFirstOrThrow();
        await trx
          .updateTable("rate_counts")
          .set({ count: count + 1 })
          .execute();
      }),
    ),
  );
  expect(await pair[1].db.selectFrom("rate_counts").select("count").executeTakeFirst()).toEqual({ count: 20 });
});

test("a write is heard by the process that made it at once and by another soon, inside a transaction and outside", async () => {
  const [one, two] = await twoOn();
  await until(() => two.version() === two.version() && one.version() === one.version());
  for (const write of [
    () => one.db.insertInto("heartbeats").values({ name: "a", at: "b" }).execute(),
    () => inTransaction(one.db, (trx) => trx.insertInto("heartbeats").values({ name: "c", at: "d" }).execute()),
  ]) {
    const before = [one.version(), two.version()];
    await write();
    expect(one.version()).not.toBe(before[0]);
    await until(() => two.version() !== before[1]);
  }
});

test("numbers, truth and sums come as numbers, text sorts by its bytes, and a sign is searched as itself", async () => {
  const app = await testApp();
  const [row] = await rows<Record<string, unknown>>(
    app.db,
    "select count(*) as n, sum(capacity) as sum, min(booked) as least from slots where capacity > ?",
    [0],
  );
  expect(Object.values(row!).map((value) => typeof value)).toEqual(["number", "number", "number"]);
  const truth = await sql<{ yes: number }>`select exists (select 1 from cities) as yes`.execute(app.db);
  expect(truth.rows).toEqual([{ yes: 1 }]);
  for (const name of ["b", "A", "a", "_", "é"])
    await app.db.insertInto("heartbeats").values({ name, at: "100%" }).execute();
  expect(
    (await app.db.selectFrom("heartbeats").select("name").where("at", "=", "100%").orderBy("name").execute()).map(
      ({ name }) => name,
    ),
  ).toEqual(["A", "_", "a", "b", "é"]);
  expect(
    await app.db
      .selectFrom("heartbeats")
      .select("name")
      .where(holding("at", "0%"))
      .where(holding("name", "_"))
      .execute(),
  ).toEqual([{ name: "_" }]);
  expect(await app.db.selectFrom("heartbeats").select("name").where(holding("at", "1_0")).execute()).toEqual([]);
});

test("what a unique index refuses is known as that, and a text with NUL is no fault", async () => {
  const app = await testApp();
  const put = () => app.db.insertInto("heartbeats").values({ name: "once\0", at: "x" }).execute();
  await put();
  const refused = await put().catch((error: unknown) => error);
  expect(isDuplicate(refused)).toBe(true);
  expect(await rows(app.db, "select at from heartbeats where name = ?", ["nobody\0"])).toEqual([]);
});

test("the outer store inside a transaction is an error, not a wait for ever", async () => {
  const app = await testApp();
  await expect(inTransaction(app.db, () => app.db.selectFrom("cities").selectAll().execute())).rejects.toThrow(
    /outer database/,
  );
});

test("this run is on the store that it says", async () => {
  const app = await testApp();
  const version = await sql`select version()`.execute(app.db).then(
    () => "postgres",
    () => "sqlite",
  );
  expect(version).toBe(onPostgres ? "postgres" : "sqlite");
});

test("what the trail holds is neither changed nor deleted, whoever asks the store; that it was followed is noted", async () => {
  const [{ db }] = await twoOn();
  const entry = {
    id: "e",
    at: "2026-11-24T02:00:00.000Z",
    actor_kind: "staff",
    actor_id: "a",
    verb: "booking.booked",
    subject_kind: "booking",
    subject_id: "b",
    point_id: null,
    before: "{}",
    after: "{}",
  };
  await db.insertInto("trail").values(entry).execute();
  await expect(db.updateTable("trail").set({ actor_id: "somebody else" }).execute()).rejects.toThrow(
    "neither changed nor deleted",
  );
  await expect(db.deleteFrom("trail").execute()).rejects.toThrow("neither changed nor deleted");
  await db.updateTable("trail").set({ dispatched: 1 }).execute();
  expect(await db.selectFrom("trail").selectAll().execute()).toEqual([{ ...entry, dispatched: 1 }]);
});
