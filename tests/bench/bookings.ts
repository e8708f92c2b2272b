import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { makeDueSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { stoppedClock } from "#app/time/clock.ts";
import { fileOf } from "#db/stores/dialect.ts";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { NOW } from "#tests/support/now.ts";
import { startBench } from "./servers.ts";
import { median } from "#tests/support/figures.ts";

const RIDERS = 2000;
const ROUNDS = 3;

interface Statement {
  sql: string;
  parameters: unknown[];
}

/** Bookings a second through HTTP, and the very statements of the same bookings in a bare loop, each in its own durable transaction. */
export async function measureBookings(): Promise<{ ours: number; bare: number }> {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-bookings-"));
  try {
    const origin = join(folder, "n.db");
    const wishes = await fill(origin);
    const list = join(folder, "wishes.json");
    writeFileSync(list, JSON.stringify(wishes));
    const copy = (name: string) => {
      copyFileSync(origin, join(folder, name));
      return join(folder, name);
    };
    const recorded = await record(copy("recorded.db"), wishes);
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(replay(copy(`bare-${round}.db`), recorded));
      const server = await startBench(copy(`ours-${round}.db`), { NUANYI_KEYS: join(folder, "keys.json") });
      const clients = spawnSync(process.execPath, ["tests/bench/booking-clients.mjs", server.origin, list], {
        encoding: "utf8",
      });
      server.stop();
      if (clients.status !== 0) throw new Error(clients.stderr);
      ours.push(RIDERS / (Number(clients.stdout) / 1000));
    }
    return { ours: median(ours), bare: median(bare) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(file: string) {
  const app = await openApp(
    readConfig({ DATABASE_URL: `file:${file}`, NUANYI_TEST: "1", NUANYI_RATE_LIMITS: "off", LOG_LEVEL: "silent" }),
  );
  return Object.assign(app, { clock: stoppedClock(NOW) });
}

/** The demonstration, one slot with room for all, and as many riders. */
async function fill(file: string) {
  const app = await open(file);
  await seedDemo(app);
  while ((await makeDueSlots(app)) > 0);
  const slot = await app.db
    .selectFrom("slots")
    .innerJoin("services", "services.id", "slots.service_id")
    .select(["slots.id", "slots.service_id", "slots.date"])
    .where("services.name", "=", "骑手门诊")
    .where("starts_at", ">", "2026-11-25")
    .orderBy("starts_at")
    .executeTakeFirstOrThrow();
  await app.db.updateTable("slots").set({ capacity: RIDERS }).where("id", "=", slot.id).execute();
  await app.db
    .updateTable("service_days")
    .set({ quota: null })
    .where("service_id", "=", slot.service_id)
    .where("date", "=", slot.date)
    .execute();
  const wishes = [];
  for (let i = 0; i < RIDERS; i++) {
    const { token, deviceId } = await beginSession(app, "zh");
    wishes.push({ token, deviceId, key: randomUUID(), slot: slot.id });
  }
  await closeApp(app);
  return wishes;
}

/** Every statement of every booking, with its values, as they reach the store. */
async function record(file: string, wishes: { deviceId: string; key: string; slot: string }[]): Promise<Statement[][]> {
  const app = await open(file);
  const all: Statement[][] = [];
  const kind = Object.getPrototypeOf(new SQLite(":memory:").prepare("select 1")) as Record<
    "run" | "all",
    (this: SQLite.Statement, parameters: unknown[]) => unknown
  >;
  const { run, all: ask } = kind;
  for (const [name, plain] of [
    ["run", run],
    ["all", ask],
  ] as const) {
    kind[name] = function (parameters) {
      all.at(-1)?.push({ sql: this.source, parameters });
      return plain.call(this, parameters);
    };
  }
  try {
    for (const { deviceId, key, slot } of wishes) {
      all.push([]);
      const booked = await bookSlot(app, { deviceId }, key, { slotId: slot, riderKind: "food-rider" });
      if (booked.kind !== "booked") throw new Error(booked.kind);
    }
  } finally {
    Object.assign(kind, { run, all: ask });
  }
  await closeApp(app);
  return all;
}

/** The same statements, prepared once, and nothing else. */
function replay(file: string, bookings: Statement[][]): number {
  const raw = new SQLite(fileOf(`file:${file}`)!);
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  const kept = new Map<string, SQLite.Statement>();
  const began = performance.now();
  for (const statements of bookings) {
    for (const { sql, parameters } of statements) {
      let statement = kept.get(sql);
      if (!statement) kept.set(sql, (statement = raw.prepare(sql)));
      if (statement.reader) statement.all(parameters);
      else statement.run(parameters);
    }
  }
  const rate = bookings.length / ((performance.now() - began) / 1000);
  raw.close();
  return rate;
}
