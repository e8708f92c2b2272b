import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import autocannon from "autocannon";
import { measureBookings } from "./bookings.ts";
import { buildBarePage, measurePhone } from "./phone.ts";
import { measureReminders } from "./reminders.ts";
import { recordPlaces } from "./record.ts";
import { residentMegabytes, startBare, startBarePage, startBench, type BenchServer } from "./servers.ts";
import { median } from "#tests/support/figures.ts";

/** One row of the table: what was measured, its ratio, and the limit that it is held against. */
interface Row {
  what: string;
  ours: string;
  beside: string;
  ratio: number;
  limit: string;
  holds: boolean;
}

const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const ROUNDS = 3;
const CONNECTIONS = 4;
const FOLDER = join(tmpdir(), "nuanyi-bench");

/** Answers a second to addresses that `path` makes, one after another. */
async function rate(server: BenchServer, path: (n: number) => string): Promise<number> {
  let n = 0;
  const result = await autocannon({
    url: server.origin,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [{ setupRequest: (request) => ({ ...request, path: path(n++) }) }],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors at ${path(0)}`);
  return result.requests.average;
}

/** Two servers measured in turns, so that a noisy machine is noisy to both. */
async function beside(one: () => Promise<number>, other: () => Promise<number>): Promise<[number, number]> {
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    rates[0].push(await one());
    rates[1].push(await other());
  }
  return [median(rates[0]), median(rates[1])];
}

function storeOf(name: string, ...args: string[]): string {
  const file = join(FOLDER, `${name}.db`);
  if (existsSync(`${file}.done`)) return file;
  console.log(`seeding ${name} …`);
  const seeded = spawnSync(process.execPath, ["build/server/cli.js", "seed", "scale", ...args], {
    env: { ...process.env, DATABASE_URL: `file:${file}` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (seeded.status !== 0) throw new Error("seeding failed");
  writeFileSync(`${file}.done`, "");
  return file;
}

// A walk over the city that never names a place twice: what is remembered by address helps nobody here.
const walk = (n: number) => ({
  lat: (30.4 + ((n * 0.0137) % 0.36)).toFixed(5),
  lng: (114.1 + ((n * 0.0211) % 0.36)).toFixed(5),
});
const nearby = (more: string) => (n: number) =>
  `/api/v1/points?near=${walk(n).lat},${walk(n).lng}&radius=50000${more}&n=${n}`;

const rows: Row[] = [];
const row = (what: string, ours: number, other: number, ratio: number, limit: string, holds: boolean, unit = "/s") =>
  rows.push({ what, ours: `${Math.round(ours)}${unit}`, beside: `${Math.round(other)}${unit}`, ratio, limit, holds });

mkdirSync(FOLDER, { recursive: true });
const stores = {
  small: storeOf("2k", "--points", "2000"),
  large: storeOf("200k", "--points", "200000"),
  dense: storeOf("200k-one-city", "--points", "200000", "--one-city"),
};
const small = await startBench(stores.small);
const large = await startBench(stores.large);
const dense = await startBench(stores.dense);

const only = new RegExp(process.env.BENCH_ONLY ?? "");
if (only.test("nearest"))
  for (const [name, server] of [
    ["200,000 over China", large],
    ["200,000 in one city", dense],
  ] as const) {
    for (const [label, more] of [
      ["", ""],
      [", kind", "&kind=rest-point"],
      [", kind and open=now", "&kind=rest-point&open=now"],
      [", a rare kind", "&kind=rider-clinic"],
    ] as const) {
      const [at2k, at200k] = await beside(
        () => rate(small, nearby(more)),
        () => rate(server, nearby(more)),
      );
      row(`nearest points, ${name} beside 2,000${label}`, at200k, at2k, at2k / at200k, "≤ 1.3", at2k / at200k <= 1.3);
    }
  }

// Each of the rows below stands alone: BENCH_ONLY=api, repeated, page, bookings, reminders or phone measures one of them.
const places = Array.from({ length: 1000 }, (_, n) => walk(n));
const recorded = join(FOLDER, "recorded.json");
await recordPlaces(
  stores.large,
  places.map(({ lat, lng }) => `/points?near=${lat},${lng}`),
  recorded,
);
const bare = await startBare(stores.large, recorded);
if (only.test("api")) {
  const [ours, theirs] = await beside(
    () => rate(large, (n) => `/api/v1/points?near=${places[n % 1000]!.lat},${places[n % 1000]!.lng}&n=${n}`),
    () => rate(bare, (n) => `/sql/${n % 1000}`),
  );
  row(
    "API read at 1,000 places, beside bare node:http with the same SQL and bytes",
    ours,
    theirs,
    ours / theirs,
    "≥ 0.5",
    ours / theirs >= 0.5,
  );
}
if (only.test("repeated")) {
  const [ours, theirs] = await beside(
    () => rate(large, () => "/api/v1/points?near=30.58,114.28"),
    () => rate(bare, () => "/bytes"),
  );
  row(
    "a repeated address, beside bare node:http with ready bytes",
    ours,
    theirs,
    ours / theirs,
    "≥ 0.25",
    ours / theirs >= 0.25,
  );
}
if (only.test("page")) {
  const [ours, theirs] = await beside(
    () => rate(large, () => "/?at=30.580,114.280"),
    () => rate(large, () => "/test/nearby?at=30.580,114.280"),
  );
  row(
    "the Nearby page, beside the same components from a constant",
    ours,
    theirs,
    ours / theirs,
    "≥ 0.8",
    ours / theirs >= 0.8,
  );
}
if (only.test("bookings")) {
  const { ours, bare: theirs } = await measureBookings();
  row(
    "bookings through HTTP, 16 clients, beside the same statements in a bare loop at synchronous=FULL",
    ours,
    theirs,
    ours / theirs,
    "≥ 0.4",
    ours / theirs >= 0.4,
  );
}
if (only.test("reminders")) {
  const { ours, bare: theirs, idle, meanwhile } = await measureReminders();
  row(
    "reminders sent from the dispatcher's thread, beside a bare loop of web-push",
    ours,
    theirs,
    ours / theirs,
    "≥ 0.8",
    ours / theirs >= 0.8,
  );
  row(
    "pages at twenty a second while they are sent, 99 of 100 within, beside nothing due",
    meanwhile,
    idle,
    meanwhile / idle,
    "≤ 2",
    meanwhile / idle <= 2,
    " ms",
  );
}
if (only.test("phone")) {
  buildBarePage();
  const bare = await startBarePage();
  const { cold, bare: theirs, warm, next } = await measurePhone(small.origin, bare.origin);
  bare.stop();
  const paint = (what: string, ours: number, other: number, most: number, times: number) =>
    row(
      `phone, ${what}, beside a bare Remix page`,
      ours,
      other,
      ours / other,
      `≤ ${times}, ≤ ${most} ms`,
      ours / other <= times && ours <= most,
      " ms",
    );
  paint("cold: first contentful paint", cold.first, theirs.first, 700, 1.5);
  paint("cold: largest paint", cold.largest, theirs.largest, 900, 2);
  const alone = (what: string, ours: number, other: number, most: number) =>
    row(`phone, ${what}`, ours, other, ours / most, `≤ ${most} ms`, ours <= most, " ms");
  alone("cold: main thread blocked, beside the bare page", cold.blocked, theirs.blocked, 100);
  alone("cold: until a button answers, beside the bare page", cold.ready, theirs.ready, 2000);
  alone("warm start from the worker: first paint, beside the cold one", warm, cold.first, 400);
  alone("the next screen after a touch, beside a cold start", next, cold.first, 300);
}
for (const [name, server] of [
  ["over China", large],
  ["in one city", dense],
] as const) {
  const { now, most } = residentMegabytes(server.pid);
  row(`memory at 200,000 ${name}: now, at most`, now, most, most / 300, "≤ 1 (300 MB)", most <= 300, " MB");
}
for (const server of [small, large, dense, bare]) server.stop();

const cpu =
  /model name\s*: (.*)/.exec(existsSync("/proc/cpuinfo") ? readFileSync("/proc/cpuinfo", "utf8") : "")?.[1] ??
  cpus()[0]?.model;
console.log(
  `\nNode ${process.version}, ${cpus().length} × ${cpu}, ${Math.round(totalmem() / 2 ** 30)} GiB; ${ROUNDS} rounds of ${SECONDS} s each, ${CONNECTIONS} connections, medians\n`,
);
console.log("| measured | ours | beside | ratio | limit | holds |\n|---|---|---|---|---|---|");
for (const { what, ours, beside: other, ratio, limit, holds } of rows)
  console.log(`| ${what} | ${ours} | ${other} | ${ratio.toFixed(2)} | ${limit} | ${holds ? "yes" : "NO"} |`);
process.exit(rows.every(({ holds }) => holds) ? 0 : 1);
