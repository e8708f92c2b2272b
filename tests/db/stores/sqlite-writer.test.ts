import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "#db/connection.server.ts";
import type { Db } from "#db/db.ts";
import { migrate } from "#db/migrator.server.ts";
import { inTransaction } from "#db/transaction.server.ts";

/** An empty store of this process, the file beside it, and how often something was committed. */
async function store() {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-writer-"));
  const file = join(folder, "n.db");
  const { db, close } = connect(`file:${file}`);
  await migrate(db);
  const beside = new SQLite(file);
  onTestFinished(async () => {
    beside.close();
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const kind = Object.getPrototypeOf(beside.prepare("select 1")) as {
    run(this: SQLite.Statement, parameters: unknown[]): unknown;
  };
  const { run } = kind;
  let commits = 0;
  kind.run = function (parameters) {
    if (this.source === "commit") commits++;
    return run.call(this, parameters);
  };
  onTestFinished(() => void Object.assign(kind, { run }));
  const names = () => beside.prepare("select name from heartbeats order by name").pluck().all();
  return { db, beside, names, commits: () => commits };
}

const put = (db: Db, name: string, then: () => Promise<void> | void = () => undefined) =>
  inTransaction(db, async (trx) => {
    await trx.insertInto("heartbeats").values({ name, at: "" }).execute();
    await then();
  });

test("transactions that wait for one another share a commit, and nobody is told that theirs stands before it does", async () => {
  const { db, names, commits } = await store();
  const seen: unknown[][] = [];
  await Promise.all(["a", "b", "c", "d"].map((name) => put(db, name).then(() => seen.push(names()))));
  expect(commits()).toBe(1);
  expect(seen).toEqual(Array(4).fill(["a", "b", "c", "d"]));
});

test("one that fails takes back its own writes and nobody else's", async () => {
  const { db, names, commits } = await store();
  const all = await Promise.allSettled([
    put(db, "a"),
    put(db, "b", () => {
      throw new Error("no");
    }),
    put(db, "c"),
  ]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(names()).toEqual(["a", "c"]);
  expect(commits()).toBe(1);
});

test("a commit that fails failed for all who share it, and the next one goes on", async () => {
  const { db, names } = await store();
  const orphan = () =>
    inTransaction(db, async (trx) => {
      await sql`pragma defer_foreign_keys = on`.execute(trx);
      await sql`insert into topics (point_id, service_id, id, name, bring, bring_en) values ('p', 's', 't', 'n', '', '')`.execute(
        trx,
      );
    });
  const all = await Promise.allSettled([put(db, "a"), orphan(), put(db, "b")]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(names()).toEqual([]);
  await put(db, "c");
  expect(names()).toEqual(["c"]);
});

test("when SQLite takes back everything by itself, whoever had written before is told so", async () => {
  const { db, names } = await store();
  const gone = () =>
    inTransaction(db, async (trx) => {
      await sql`insert or rollback into heartbeats (name, at) values ('a', '')`.execute(trx);
    });
  const all = await Promise.allSettled([put(db, "a"), gone(), put(db, "b")]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(names()).toEqual(["b"]);
});

test("who only reads waits for no transaction, sees nothing that is not committed, and its own as soon as it is", async () => {
  const { db, names } = await store();
  let end: (() => void) | undefined;
  const long = put(
    db,
    "long",
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  await expect.poll(() => end).toBeDefined();
  expect(names()).toEqual([]);
  expect(await db.selectFrom("heartbeats").select("name").execute()).toEqual([]);
  const next = put(db, "next");
  end!();
  await Promise.all([long, next]);
  expect(await db.selectFrom("heartbeats").select("name").orderBy("name").execute()).toEqual([
    { name: "long" },
    { name: "next" },
  ]);
  expect(names()).toEqual(["long", "next"]);
});

test("a store that is closed commits what was ended, and nothing of what was not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-writer-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "n.db");
  const { db, close } = connect(`file:${file}`);
  await migrate(db);
  let reached = false;
  void put(db, "ended");
  const open = put(
    db,
    "open",
    () =>
      new Promise<void>(() => {
        reached = true;
      }),
  );
  void open.catch(() => undefined);
  await expect.poll(() => reached).toBe(true);
  await close();
  const beside = new SQLite(file, { readonly: true });
  expect(beside.prepare("select name from heartbeats").pluck().all()).toEqual(["ended"]);
  beside.close();
});

test("while another process holds the file, pages are read and timers go on", async () => {
  const { db, beside } = await store();
  beside.exec("begin immediate");
  const write = put(db, "a");
  let [ticks, reads] = [0, 0];
  const timer = setInterval(() => ticks++, 2);
  for (const until = performance.now() + 150; performance.now() < until; reads++) {
    await db.selectFrom("heartbeats").select("name").execute();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  clearInterval(timer);
  beside.exec("commit");
  await write;
  expect(reads).toBeGreaterThan(20);
  expect(ticks).toBeGreaterThan(20);
});
