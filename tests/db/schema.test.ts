import { readFileSync, readdirSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { testApp } from "#tests/support/app.ts";

interface Column {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}

async function tables(app: Awaited<ReturnType<typeof testApp>>) {
  const { rows } = await sql<{
    name: string;
    sql: string;
  }>`select name, sql from sqlite_master where type = 'table' and name not like 'kysely_%' and name not like 'sqlite_%' order by name`.execute(
    app.db,
  );
  return rows;
}
const columns = async (app: Awaited<ReturnType<typeof testApp>>, table: string) =>
  (await sql<Column>`select * from pragma_table_info(${table})`.execute(app.db)).rows;

test("every table is strict, has a primary key, and holds integers, reals and texts only", async () => {
  const app = await testApp();
  for (const { name, sql: text } of await tables(app)) {
    expect(text, name).toMatch(/strict$/i);
    const found = await columns(app, name);
    expect(
      found.some(({ pk }) => pk > 0),
      name,
    ).toBe(true);
    for (const column of found)
      expect(["INTEGER", "REAL", "TEXT"], `${name}.${column.name}`).toContain(column.type.toUpperCase());
  }
});

test("every foreign key is indexed from its first column on", async () => {
  const app = await testApp();
  const missing: string[] = [];
  for (const { name } of await tables(app)) {
    const keys = (
      await sql<{
        id: number;
        seq: number;
        from: string;
      }>`select id, seq, "from" from pragma_foreign_key_list(${name})`.execute(app.db)
    ).rows;
    const indexes = (await sql<{ name: string }>`select name from pragma_index_list(${name})`.execute(app.db)).rows;
    const led = new Set<string>();
    for (const index of indexes) {
      const parts = (
        await sql<{ name: string }>`select name from pragma_index_info(${index.name}) order by seqno`.execute(app.db)
      ).rows.map((row) => row.name);
      for (let length = 1; length <= parts.length; length++) led.add(parts.slice(0, length).join(","));
    }
    for (const id of new Set(keys.map((key) => key.id))) {
      const from = keys
        .filter((key) => key.id === id)
        .sort((a, b) => a.seq - b.seq)
        .map((key) => key.from);
      // A composite key may be led in either order of its parts that an index begins with.
      if (!led.has(from.join(",")) && !led.has(from.slice(0, 1).join(","))) missing.push(`${name}(${from.join(",")})`);
    }
  }
  expect(missing).toEqual([]);
});

/** What hangs on a point is keyed by it, so that tables can be distributed. These hang on something else. */
const NOT_BY_POINT = [
  "banks",
  "carries",
  "cell_counts",
  "challenges",
  "cities",
  "consents",
  "conveniences",
  "devices",
  "heartbeats",
  "hours",
  "inbox",
  "invitations",
  "kept_answers",
  "key_checks",
  "landmarks",
  "notices",
  "operators",
  "passkeys",
  "peaks",
  "phone_codes",
  "point_places",
  "points",
  "push_subscriptions",
  "rate_counts",
  "roles",
  "sessions",
  "staff",
  "stars",
  "text_stops",
  "trail",
  "weather_acts",
];

test("what hangs on a point has the point first in its key, and the exceptions are not stale", async () => {
  const app = await testApp();
  const others: string[] = [];
  for (const { name } of await tables(app)) {
    const key = (await columns(app, name)).filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    if (key[0]!.name !== "point_id") others.push(name);
  }
  expect(others).toEqual(NOT_BY_POINT);
});

test("the table of contents and the files of tables say what the store holds", async () => {
  const app = await testApp();
  const files = readdirSync("db/tables", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const fileOf = new Map(files.map((file) => [file.replace(/^.*\/|\.ts$/g, "").replaceAll("-", "_"), file]));
  expect((await tables(app)).map(({ name }) => name)).toEqual([...fileOf.keys()].sort());
  for (const { name } of await tables(app)) {
    const text = readFileSync(`db/tables/${fileOf.get(name)}`, "utf8");
    const declared = [...text.matchAll(/^ {2}(\w+): (.+);$/gm)]
      .map(([, column, type]) => ({ column, nullable: type!.includes("| null") }))
      .sort((a, b) => (a.column! < b.column! ? -1 : 1));
    const real = (await columns(app, name))
      .map((column) => ({ column: column.name, nullable: column.notnull === 0 }))
      .sort((a, b) => (a.column < b.column ? -1 : 1));
    expect(declared, name).toEqual(real);
  }
  const contents = readFileSync("db/database.ts", "utf8");
  expect([...contents.matchAll(/^ {2}(\w+): \w+Table;$/gm)].map(([, name]) => name).sort()).toEqual(
    [...fileOf.keys()].sort(),
  );
});

test("booleans are 0 or 1, and the counts of slots and days cannot pass what they hold", async () => {
  const app = await testApp();
  const slot = await app.db.selectFrom("slots").selectAll().executeTakeFirstOrThrow();
  await expect(
    app.db
      .updateTable("slots")
      .set({ booked: slot.capacity + 1 })
      .where("id", "=", slot.id)
      .execute(),
  ).rejects.toThrow(/CHECK/);
  await expect(app.db.updateTable("slots").set({ booked: -1 }).where("id", "=", slot.id).execute()).rejects.toThrow(
    /CHECK/,
  );
  await expect(
    app.db
      .updateTable("slots")
      .set({ closed: 2 as never })
      .where("id", "=", slot.id)
      .execute(),
  ).rejects.toThrow(/CHECK/);
  await expect(
    app.db.updateTable("service_days").set({ quota: 1, booked: 2 }).where("service_id", "=", slot.service_id).execute(),
  ).rejects.toThrow(/CHECK/);
});
