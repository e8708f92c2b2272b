import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sql } from "kysely";
import { tablesInOrder } from "#db/schema.ts";
import { rows } from "#db/rows.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { NOUNS } from "#app/features/nouns.server.ts";
import { ORDER } from "#app/features/order.ts";
import type { TableName } from "#app/features/ground/nouns/noun.ts";
import { forgetMe } from "#app/features/rights/own-data/forget-me.server.ts";
import { joinDevices } from "#app/features/rights/own-data/join-devices.server.ts";
import { tellMe } from "#app/features/rights/own-data/tell-me.server.ts";
import { newRider, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";

const nouns = Object.entries(NOUNS);
const owned = nouns.flatMap(([, { tables }]) => Object.entries(tables));
/** Tables whose rows are a rider's, as their columns say. */
const ofRiders = (Object.keys(Object.fromEntries(owned)) as TableName[]).filter(
  (table) => owned.some(([name, whose]) => name === table && whose === "device") && table !== "devices",
);

test("every table is in exactly one noun, no noun names one that is gone, and says until when its rows are kept", () => {
  expect(owned.map(([table]) => table).sort()).toEqual(
    tablesInOrder()
      .map(({ name }) => name)
      .filter((name) => name !== "schema_version")
      .sort(),
  );
  for (const [name, noun] of nouns) {
    expect([name, Object.keys(noun.kept).sort()]).toEqual([name, Object.keys(noun.tables).sort()]);
    for (const table of Object.keys({ ...noun.stays, ...noun.untold, ...noun.made }))
      expect([name, table, table in noun.tables]).toEqual([name, table, true]);
    if (Object.values(noun.tables).includes("device")) expect([name, "none" in noun.rights]).toEqual([name, false]);
  }
});

test("the list is in the order of the house, and every room with a store or a round says what it is", () => {
  const rooms = Object.entries(ORDER).flatMap(([wing, all]) => all.map((room) => `${wing}/${room}`));
  expect(nouns.map(([name]) => name)).toEqual(rooms.filter((room) => room in NOUNS));
  const files = readdirSync("app/features", { recursive: true, encoding: "utf8" });
  const withStore = [
    ...new Set(
      files.filter((file) => file.endsWith(".store.server.ts")).map((file) => file.split("/").slice(0, 2).join("/")),
    ),
  ];
  // Rooms that only read tables of rooms below them, or share their noun's.
  const readers = ["visiting/bookings", "visiting/waitlist", "watching/insight"];
  expect(withStore.filter((room) => !(room in NOUNS) && !readers.includes(room))).toEqual([]);
  expect(
    files
      .filter((file) => file.endsWith("about.server.ts"))
      .map((file) => file.replace("/about.server.ts", ""))
      .sort(),
  ).toEqual(nouns.map(([name]) => name).sort());
});

test("whatever is made for a round is in one, and whatever tells, forgets or joins is named by a noun", () => {
  const sources = readdirSync("app/features", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".server.ts") && !file.endsWith(".store.server.ts") && !file.startsWith("rights/"))
    .map((file) => ({ file, text: readFileSync(join("app/features", file), "utf8") }));
  const abouts = sources
    .filter(({ file }) => file.endsWith("about.server.ts"))
    .map(({ text }) => text)
    .join("\n");
  const exported = (pattern: RegExp) =>
    sources
      .filter(({ file }) => !file.endsWith("about.server.ts"))
      .flatMap(({ text }) => [...text.matchAll(/export (?:async function|const) (\w+)/g)].map(([, name]) => name!))
      .filter((name) => pattern.test(name));
  // Parts of a round that a noun names under another word.
  const parts = ["eraseWords", "watchDoors", "releaseClaim", "releaseInside"];
  expect(
    exported(/^(sweep|watch|makeDue|pass|release|erase)[A-Z]/).filter(
      (name) => !abouts.includes(name) && !parts.includes(name),
    ),
  ).toEqual([]);
  // Acts of people, not rights over what is theirs.
  const acts = ["joinStaff", "joinWaitlist"];
  expect(exported(/^(tell|forget|join)[A-Z]/).filter((name) => !abouts.includes(name) && !acts.includes(name))).toEqual(
    [],
  );
});

let made = 0;
/** A made-up row of a rider in a table, with a sign of its own in every text that may be any. */
async function fill(app: TestApp, table: TableName, deviceId: string): Promise<{ sign: string }> {
  const service = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, service, "2026-11-25", "14:10");
  const sign = `made-${++made}-`;
  const real: Record<string, string | number> = {
    device_id: deviceId,
    point_id: service.pointId,
    service_id: service.id,
    slot_id: slot.id,
    date: slot.date,
    starts_at: slot.start,
    ends_at: slot.end,
    city_id: "wuhan",
    capacity: 1,
    number: made,
  };
  const shape = (await app.db.introspection.getTables()).find(({ name }) => name === table)!;
  const noun = nouns.find(([, { tables }]) => table in tables)![1];
  const values: Record<string, string | number | null> = {};
  for (const column of shape.columns) {
    const given = noun.made?.[table]?.[column.name];
    if (given !== undefined) values[column.name] = given;
    else if (column.name in real) values[column.name] = real[column.name]!;
    else if (/_sealed$|_id$|^made_by$/.test(column.name) && column.isNullable) values[column.name] = null;
    else if (/_at$|_until$/.test(column.name))
      values[column.name] =
        column.isNullable && column.name !== "note_erase_at"
          ? null
          : `2026-11-2${made % 10}T0${made % 10}:00:0${made % 10}.${String(100 + made)}Z`;
    else if (/int|bool/i.test(column.dataType)) values[column.name] = column.isNullable ? null : 0;
    else if (/real|double/i.test(column.dataType)) values[column.name] = 0;
    else
      values[column.name] =
        column.name === "id"
          ? app.ids.id()
          : column.name === "code"
            ? `M${String(made).padStart(7, "0")}`
            : column.isNullable && column.name !== "topic_id"
              ? `${sign}${column.name}`
              : column.isNullable
                ? null
                : `${sign}${column.name}`;
  }
  await app.db
    .insertInto(table)
    .values(values as never)
    .execute();
  return { sign: String(values.created_at ?? values.given_at ?? values.due_at ?? sign) };
}

const holding = async (app: TestApp, deviceId: string): Promise<string[]> => {
  const found: string[] = [];
  for (const { name } of tablesInOrder()) {
    const held = await rows<Record<string, unknown>>(app.db, `select * from ${name}`, []);
    if (held.some((row) => Object.values(row).some((value) => typeof value === "string" && value.includes(deviceId))))
      found.push(name);
  }
  return found;
};

test("a made-up row in every table that has riders' rows is told to its rider, becomes another's when browsers join, and is gone when its rider is forgotten, but for what stays and says why", async () => {
  const app = await testApp();
  const columns = await app.db.introspection.getTables();
  const withDevice = columns
    .filter(({ columns: all }) => all.some(({ name }) => name === "device_id"))
    .map(({ name }) => name)
    .filter((name) => name !== "staff");
  expect([...ofRiders].sort()).toEqual(withDevice.sort());
  const stays = nouns.flatMap(([, noun]) => Object.keys(noun.stays ?? {}));
  const untold = nouns.flatMap(([, noun]) => Object.keys(noun.untold ?? {}));

  const first = await newRider(app);
  for (const table of ofRiders) {
    const { sign } = await fill(app, table, first.deviceId);
    const told = JSON.stringify(await tellMe(app, first));
    expect([table, told.includes(sign)]).toEqual([table, !untold.includes(table)]);
  }

  const second = await newRider(app);
  await inTransaction(app.db, (trx) => joinDevices(app, trx, first.deviceId, second.deviceId, app.clock.now()));
  const left = (await holding(app, first.deviceId)).filter((table) => table !== "devices" && table !== "trail");
  expect(left).toEqual([]);

  // Whatever joining gave back or ended is there once more.
  for (const table of ofRiders)
    if (!(await holding(app, second.deviceId)).includes(table)) await fill(app, table, second.deviceId);
  await forgetMe(app, second);
  expect((await holding(app, second.deviceId)).sort()).toEqual([...stays].sort());
  const words = await Promise.all(
    (stays as TableName[]).map(async (table) =>
      JSON.stringify(
        await rows(
          app.db,
          `select * from ${table} where ${table === "devices" ? "id" : table === "trail" ? "actor_id" : "device_id"} = ?`,
          [second.deviceId],
        ),
      ),
    ),
  );
  expect(words.join().match(/made-\d+-(?!consent|kind|purpose|version|proof)\w+/g) ?? []).toEqual([]);
});

test("every column that says when it is to be erased is emptied by a round", async () => {
  const app = await testApp();
  const columns = (await app.db.introspection.getTables()).flatMap(({ name, columns: all }) =>
    all.filter((column) => column.name.endsWith("_erase_at")).map((column) => ({ table: name, column: column.name })),
  );
  expect(columns.length).toBeGreaterThan(0);
  const rider = await newRider(app);
  for (const { table } of columns) await fill(app, table as TableName, rider.deviceId);
  app.clock.set("2027-06-01T00:00:00.000Z" as never);
  for (const [, { rounds }] of nouns)
    for (const round of rounds ?? []) if (round.every === "hour") await round.work(app);
  for (const { table, column } of columns)
    expect([
      table,
      (
        await sql<{
          n: number;
        }>`select count(*) as n from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(app.db)
      ).rows.map(({ n }) => Number(n)),
    ]).toEqual([table, [0]]);
});

test("a noun that forgets its rider's rows is found: this harness can fail", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  await fill(app, "stars", rider.deviceId);
  const stars = NOUNS["places/stars"]!;
  const { rights } = stars;
  stars.rights = { none: "forgotten" };
  try {
    await forgetMe(app, rider);
    expect(await holding(app, rider.deviceId)).toContain("stars");
    expect(JSON.stringify(await tellMe(app, rider))).not.toContain('"saved"');
  } finally {
    stars.rights = rights;
  }
});

test("KEEPING.md says until when each table's rows are kept, in the nouns' words", () => {
  const said = readFileSync("tests/security/KEEPING.md", "utf8");
  const table = nouns.flatMap(([name, { tables, kept }]) =>
    (Object.keys(tables) as TableName[]).map((one) => `| ${one} | ${name} | ${tables[one]} | ${kept[one]} |`),
  );
  expect(table.filter((line) => !said.includes(line))).toEqual([]);
  expect(said.split("\n").filter((line) => /^\| \w+ \| \w+\/[\w-]+ \|/.test(line) && !table.includes(line))).toEqual(
    [],
  );
});
