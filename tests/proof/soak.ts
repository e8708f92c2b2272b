import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { NOW } from "../support/now.ts";
import { signIn } from "../support/people.ts";
import { call, startServer, type TestServer } from "../support/server.ts";
import { ownStore, valueIn } from "../support/store.ts";

/** What one minute of the run was like. */
export interface Minute { megabytes: number; p99: number; asked: number; booked: number }

export interface SoakFindings {
  minutes: Minute[];
  asked: number;
  booked: number;
  /** Medians of the last third beside the first third. */
  memory: { first: number; last: number };
  p99: { first: number; last: number };
}

export interface SoakFaults {
  serverFaults: number;
  /** Memory that grew by more than a quarter. */
  memoryGrew: number;
  /** Answers that became twice as slow. */
  slower: number;
  /** Rows that stand longer than they may. */
  overdue: number;
  drifted: number;
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
/** How much quicker the clock runs than the wall's. */
const SPEED = 20;

/** A city's day, twenty times as fast: points looked at, pages opened, places taken and given back, visits counted, desks that listen. */
export async function soak(options: { minutes: number; points: number; say?: (text: string) => void }): Promise<{ findings: SoakFindings; faults: SoakFaults }> {
  const store = await ownStore({ seeded: true });
  const seeded = spawnSync(process.execPath, ["build/server/cli.js", "seed", "scale", "--points", String(options.points), "--one-city"], { encoding: "utf8", env: { ...process.env, DATABASE_URL: store.databaseUrl, NUANYI_TEST: "1", APP_NOW: NOW, LOG_LEVEL: "silent" } });
  if (seeded.status !== 0) throw new Error(seeded.stderr);
  const server = await startServer({ folder: store.folder, env: { LOG_LEVEL: "error", NODE_OPTIONS: "--max-old-space-size=192 --max-semi-space-size=8" } });
  const began = performance.now();
  let stopped = false;
  let serverFaults = 0;
  let took: number[] = [];
  let [asked, booked, askedNow, bookedNow] = [0, 0, 0, 0];
  const walk = (n: number) => `${(30.35 + ((n * 0.0137) % 0.44)).toFixed(4)},${(114.05 + ((n * 0.0211) % 0.44)).toFixed(4)}`;

  async function get(path: string): Promise<void> {
    const at = performance.now();
    const answer = await fetch(server.origin + path);
    await answer.text();
    took.push(performance.now() - at);
    askedNow++;
    if (answer.status >= 500) serverFaults++;
  }
  async function post(path: string, token: string, body: unknown): Promise<{ status: number; id?: string; code?: string }> {
    const answer = await call(server, "POST", path, { token, body, headers: { "idempotency-key": randomUUID() } });
    askedNow++;
    if (answer.status >= 500 && answer.status !== 503) serverFaults++;
    return { status: answer.status, id: answer.json?.id as string, code: answer.json?.code as string };
  }
  const slots = await bookable(server);
  const desk = (await signIn(server, "volunteer", slots.point)).token;

  /** One rider after another: looks, opens, books, comes or cancels. */
  async function riders(client: number): Promise<void> {
    for (let n = client; !stopped; n += 8) {
      await get(`/api/v1/points?near=${walk(n)}&limit=20&n=${n}`);
      await get(`/?at=${walk(n)}`);
      const token = await server.session();
      const slot = slots.ids[n % slots.ids.length]!;
      const made = await post("/bookings", token, { slot_id: slot, rider_kind: "food-rider" });
      if (made.status === 201) {
        bookedNow++;
        if (n % 3 === 0) await post("/check-ins", desk, { code: made.code, proof: "uniform" });
        else await post(`/bookings/${made.id}/cancel`, token, {});
      }
      if (n % 5 === 0) await post(`/points/${slots.point}/visits`, desk, { id: randomUUID(), kind: "water" });
      await sleep(20);
    }
  }
  const streams = await Promise.all(Array.from({ length: 40 }, () => fetch(`${server.origin}/api/v1/points/${slots.point}/events`)));
  const clients = Array.from({ length: 8 }, (_, n) => riders(n));
  const minutes: Minute[] = [];
  for (let minute = 0; minute < options.minutes; minute++) {
    for (let second = 0; second < 60; second++) {
      await sleep(1000);
      await server.setClock(new Date(Date.parse(NOW) + (performance.now() - began) * SPEED).toISOString());
    }
    const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
    minutes.push({ megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024), p99: Math.round(took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0), asked: askedNow, booked: bookedNow });
    [asked, booked] = [asked + askedNow, booked + bookedNow];
    [took, askedNow, bookedNow] = [[], 0, 0];
    options.say?.(`minute ${minute + 1}: ${JSON.stringify(minutes.at(-1))}`);
  }
  stopped = true;
  await Promise.all(clients);
  for (const stream of streams) await stream.body?.cancel();
  const third = Math.max(1, Math.floor(minutes.length / 3));
  const [first, last] = [minutes.slice(0, third), minutes.slice(-third)];
  const memory = { first: median(first.map(({ megabytes }) => megabytes)), last: median(last.map(({ megabytes }) => megabytes)) };
  const p99 = { first: median(first.map((one) => one.p99)), last: median(last.map((one) => one.p99)) };
  const dayAgo = new Date(Date.parse(NOW) + (performance.now() - began) * SPEED - 25 * 3_600_000).toISOString();
  const overdue = Number(await valueIn(store.databaseUrl, "select (select count(*) from rate_counts where period < ?) + (select count(*) from phone_codes where created_at < ?) + (select count(*) from challenges where expires_at < ?)", [dayAgo, dayAgo, dayAgo]));
  const drifted = Number(await valueIn(store.databaseUrl, `select count(*) from slots s where booked <> (select count(*) from bookings b where b.point_id = s.point_id and b.slot_id = s.id and b.status in ('booked', 'checked-in', 'served')) + (select count(*) from waitlist w where w.point_id = s.point_id and w.slot_id = s.id and w.status = 'offered')`));
  await server.dispose();
  await store.drop();
  return {
    findings: { minutes, asked, booked, memory, p99 },
    faults: { serverFaults, memoryGrew: memory.last > memory.first * 1.25 ? 1 : 0, slower: p99.last > Math.max(100, p99.first * 2) ? 1 : 0, overdue, drifted },
  };
}

/** Slots that can be booked in the hours to come, and the point of the first. */
async function bookable(server: TestServer): Promise<{ ids: string[]; point: string }> {
  const near = (await call(server, "GET", "/points?near=30.58,114.28&radius=50000&limit=100&kind=rider-clinic")).json.features as { id: string }[];
  const ids: string[] = [];
  for (const { id } of near) {
    for (const service of (await call(server, "GET", `/points/${id}/services`)).json.services as { id: string }[]) {
      for (const slot of ((await call(server, "GET", `/services/${service.id}/slots?from=2026-11-24&to=2026-11-26`)).json?.slots ?? []) as { id: string; state: string }[]) if (slot.state === "open") ids.push(slot.id);
    }
  }
  return { ids, point: near[0]!.id };
}
