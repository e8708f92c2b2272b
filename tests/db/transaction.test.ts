import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "#db/connection.server.ts";
import { migrations } from "#db/migrations/index.ts";
import { isMigrated, migrate } from "#db/migrator.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testApp } from "#tests/support/app.ts";

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "nuanyi-db-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

test("nothing of a transaction that throws stays", async () => {
  const app = await testApp();
  await expect(
    inTransaction(app.db, async (trx) => {
      await trx.insertInto("heartbeats").values({ name: "x", at: "y" }).execute();
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await app.db.selectFrom("heartbeats").selectAll().execute()).toEqual([]);
});

test("using the outer database inside a transaction is said at once instead of waiting for ever", async () => {
  const app = await testApp();
  await expect(inTransaction(app.db, async () => app.db.selectFrom("cities").selectAll().execute())).rejects.toThrow(
    /invariant: the outer database/,
  );
});

test("a transaction waits for another process's lock and is then tried again as a whole", async () => {
  const file = join(folder(), "n.db");
  const connection = connect(`file:${file}`);
  onTestFinished(() => connection.close());
  await migrate(connection.db);
  const other = new SQLite(file);
  onTestFinished(() => void other.close());
  other.exec("begin immediate");
  setTimeout(() => other.exec("commit"), 700);
  let tries = 0;
  await inTransaction(connection.db, async (trx) => {
    tries++;
    await trx.insertInto("heartbeats").values({ name: "x", at: "y" }).execute();
  });
  expect(tries).toBe(1);
  expect(await connection.db.selectFrom("heartbeats").select("name").execute()).toEqual([{ name: "x" }]);
});

test("two that start together migrate once", async () => {
  const file = `file:${join(folder(), "n.db")}`;
  const [one, two] = [connect(file), connect(file)];
  onTestFinished(async () => {
    await one.close();
    await two.close();
  });
  const ran = await Promise.all([migrate(one.db), migrate(two.db)]);
  expect(ran.flat()).toEqual(Object.keys(migrations));
  expect(await isMigrated(two.db)).toBe(true);
});

test("a store of a newer version is refused with one sentence, and a file that is no store too", async () => {
  const path = folder();
  const connection = connect(`file:${join(path, "n.db")}`);
  onTestFinished(() => connection.close());
  await migrate(connection.db);
  new SQLite(join(path, "n.db"))
    .exec("insert into kysely_migration (name, timestamp) values ('9999-later', 'x')")
    .close();
  await expect(migrate(connection.db)).rejects.toThrow(/newer version of Nuanyi/);
  writeFileSync(join(path, "text.db"), "this is no database, only a long enough text to be read as one ".repeat(40));
  expect(() => connect(`file:${join(path, "text.db")}`)).toThrow(/not a database/);
});

test("the version rises with every write, of this connection and of another", async () => {
  const file = `file:${join(folder(), "n.db")}`;
  const [one, two] = [connect(file), connect(file)];
  onTestFinished(async () => {
    await one.close();
    await two.close();
  });
  await migrate(one.db);
  const versions = [one.version()];
  await one.db.insertInto("heartbeats").values({ name: "x", at: "y" }).execute();
  versions.push(one.version());
  await two.db.insertInto("heartbeats").values({ name: "z", at: "y" }).execute();
  versions.push(one.version(), one.version());
  expect(new Set(versions).size).toBe(3);
  expect(versions[3]).toBe(versions[2]);
});
