import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { NOW } from "#tests/support/now.ts";
import { signIn } from "#tests/support/people.ts";
import { call, serveArguments, startServer, type TestServer } from "#tests/support/server.ts";
import { ownStore, valueIn } from "#tests/support/store.ts";
import { median, p99 } from "#tests/support/figures.ts";

/** What one part of the run was like, a minute in the long form. */
export interface Part {
  megabytes: number;
  p99: number;
  asked: number;
  booked: number;
}

export interface SoakFindings {
  parts: Part[];
  riders: number;
  asked: number;
  booked: number;
  /** Rows of the tables that are emptied by time, at most and at the end. */
  passing: { most: number; last: number };
  /** Medians of the last third beside those of the first third, which begins when everything was asked for once. */
  memory: { first: number; last: number };
  p99: { first: number; last: number };
}

export interface SoakFaults {
  serverFaults: number;
  /** Memory that grew by more than a quarter and 40 MB. */
  memoryGrew: number;
  /** Answers that became twice as slow. */
  slower: number;
  /** Rows that stand longer than they may. */
  overdue: number;
  /** Slots whose count is not that of their bookings. */
  drifted: number;
}

interface SoakOptions {
  parts: number;
  seconds: number;
  points: number;
  spoil?: string;
  say?: (text: string) => void;
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
/** How much quicker the clock runs than the wall's. */
const SPEED = 20;
/** Before the last third a night passes, and then some: what may stand for a day has had its time. Milliseconds. */
const NIGHT = 26 * 3_600_000;
const DESKS = 40;

/**
 * A city's day, twenty times as fast: points looked at, pages opened, places taken and given back, visits counted, desks that
 * listen, every rider from an address of their own. `spoil` is code that the control's server runs beside its own; it hears SIGUSR2 when the last third begins.
 */
export async function soak(options: SoakOptions): Promise<{ findings: SoakFindings; faults: SoakFaults }> {
  const store = await ownStore({ seeded: true });
  const seeded = spawnSync(
    process.execPath,
    ["build/server/cli.js", "seed", "scale", "--points", String(options.points), "--one-city"],
    {
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: store.databaseUrl, NUANYI_TEST: "1", APP_NOW: NOW, LOG_LEVEL: "silent" },
    },
  );
  if (seeded.status !== 0) throw new Error(seeded.stderr);
  const spoil = options.spoil ? ` --import data:text/javascript,${encodeURIComponent(options.spoil)}` : "";
  const server = await startServer({
    folder: store.folder,
    env: {
      LOG_LEVEL: "error",
      NUANYI_RATE_LIMITS: "on",
      TRUSTED_PROXIES: "loopback",
      NODE_OPTIONS: serveArguments().slice(0, -1).join(" ") + spoil,
    },
  });
  try {
    return await day(server, store.databaseUrl, options);
  } finally {
    await server.dispose();
    await store.drop();
  }
}

async function day(
  server: TestServer,
  databaseUrl: string,
  options: SoakOptions,
): Promise<{ findings: SoakFindings; faults: SoakFaults }> {
  const began = performance.now();
  let [night, stopped, serverFaults, riders] = [0, false, 0, 0];
  let took: number[] = [];
  let [asked, booked, askedNow, bookedNow] = [0, 0, 0, 0];
  const now = () => new Date(Date.parse(NOW) + (performance.now() - began) * SPEED + night).toISOString();
  const walk = (n: number) =>
    `${(30.35 + ((n * 0.0137) % 0.44)).toFixed(4)},${(114.05 + ((n * 0.0211) % 0.44)).toFixed(4)}`;
  /** Riders stand behind many addresses. */
  const from = (n: number) => ({ "x-forwarded-for": `10.${(n >> 14) & 255}.${(n >> 6) & 255}.${(n & 63) + 1}` });

  async function get(path: string, n: number): Promise<void> {
    const at = performance.now();
    const answer = await fetch(server.origin + path, { headers: from(n) });
    await answer.text();
    took.push(performance.now() - at);
    askedNow++;
    if (answer.status >= 500) serverFaults++;
  }
  async function post(
    path: string,
    n: number,
    token: string | undefined,
    body: unknown,
  ): Promise<{ status: number; id?: string; code?: string; token?: string }> {
    const answer = await call(server, "POST", path, {
      ...(token && { token }),
      body,
      headers: { ...from(n), "idempotency-key": randomUUID() },
    });
    askedNow++;
    if (answer.status >= 500 && answer.status !== 503) serverFaults++;
    return {
      status: answer.status,
      id: answer.json?.id as string,
      code: answer.json?.code as string,
      token: answer.json?.token as string,
    };
  }
  const points = await pointsOf(server);
  const desks = await Promise.all(
    points.slice(0, DESKS).map(async (point) => ({ point, token: (await signIn(server, "volunteer", point)).token })),
  );
  const deskOf = new Map(desks.map(({ point, token }) => [point, token]));
  let slots = await openSlots(server, points, now());

  /** One rider after another: looks, opens, books, comes or cancels. */
  async function ride(client: number): Promise<void> {
    for (let n = client; !stopped; n += 8) {
      riders++;
      await get(`/api/v1/points?near=${walk(n)}&limit=20&n=${n}`, n);
      await get(`/?at=${walk(n)}`, n);
      const { token } = await post("/sessions", n, undefined, {});
      const slot = slots[(n * 7) % slots.length];
      const made = slot ? await post("/bookings", n, token, { slot_id: slot.id, rider_kind: "food-rider" }) : undefined;
      if (made?.status === 201) {
        bookedNow++;
        const desk = deskOf.get(slot!.point);
        // Few keep their place, or a city of so few points is soon full.
        if (desk && n % 20 === 0) await post("/check-ins", n, desk, { code: made.code, proof: "uniform" });
        else if (n % 50 !== 0) await post(`/bookings/${made.id}/cancel`, n, token, {});
      }
      if (n % 5 === 0)
        await post(`/points/${desks[n % desks.length]!.point}/visits`, n, desks[n % desks.length]!.token, {
          id: randomUUID(),
          kind: "water",
        });
      await sleep(20);
    }
  }
  const streams = await Promise.all(desks.map(({ point }) => fetch(`${server.origin}/api/v1/points/${point}/events`)));
  const clients = Array.from({ length: 8 }, (_, n) => ride(n));
  const parts: Part[] = [];
  const passing: number[] = [];
  for (let part = 0; part < options.parts; part++) {
    if (part === options.parts - Math.floor(options.parts / 3)) {
      night = NIGHT;
      if (options.spoil) server.process.kill("SIGUSR2");
    }
    slots = await openSlots(server, points, now());
    for (let second = 0; second < options.seconds; second++) {
      await sleep(1000);
      await server.setClock(now());
    }
    const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
    parts.push({
      megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024),
      p99: Math.round(p99(took)),
      asked: askedNow,
      booked: bookedNow,
    });
    passing.push(
      Number(
        await valueIn(
          databaseUrl,
          "select (select count(*) from rate_counts) + (select count(*) from phone_codes) + (select count(*) from challenges)",
        ),
      ),
    );
    [asked, booked] = [asked + askedNow, booked + bookedNow];
    [took, askedNow, bookedNow] = [[], 0, 0];
    options.say?.(`part ${part + 1}: ${JSON.stringify(parts.at(-1))}, ${passing.at(-1)} rows that pass`);
  }
  stopped = true;
  await Promise.all(clients);
  for (const stream of streams) await stream.body?.cancel();
  const third = Math.max(1, Math.floor(parts.length / 3));
  const [first, last] = [parts.slice(Math.min(1, parts.length - third), third + 1), parts.slice(-third)];
  const medians = (of: (part: Part) => number) => ({ first: median(first.map(of)), last: median(last.map(of)) });
  const [memory, slow] = [medians(({ megabytes }) => megabytes), medians((part) => part.p99)];
  const dayAgo = new Date(Date.parse(now()) - 25 * 3_600_000).toISOString();
  const overdue = Number(
    await valueIn(
      databaseUrl,
      "select (select count(*) from rate_counts where period < ?) + (select count(*) from phone_codes where created_at < ?) + (select count(*) from challenges where expires_at < ?)",
      [dayAgo, dayAgo, dayAgo],
    ),
  );
  const drifted = Number(
    await valueIn(
      databaseUrl,
      `select count(*) from slots s where booked <> (select count(*) from bookings b where b.point_id = s.point_id and b.slot_id = s.id and b.status in ('booked', 'checked-in', 'served')) + (select count(*) from waitlist w where w.point_id = s.point_id and w.slot_id = s.id and w.status = 'offered')`,
    ),
  );
  return {
    findings: {
      parts,
      riders,
      asked,
      booked,
      passing: { most: Math.max(...passing), last: passing.at(-1)! },
      memory,
      p99: slow,
    },
    faults: {
      serverFaults,
      memoryGrew: memory.last > Math.max(memory.first * 1.25, memory.first + 40) ? 1 : 0,
      slower: slow.last > Math.max(100, slow.first * 2) ? 1 : 0,
      overdue,
      drifted,
    },
  };
}

/** Every point of the city, by the interface's pages. */
async function pointsOf(server: TestServer): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = 0; ; cursor += 100) {
    const page = (await call(server, "GET", `/points?near=30.58,114.28&radius=50000&limit=100&cursor=${cursor}`)).json
      .features as { id: string }[];
    ids.push(...page.map(({ id }) => id));
    if (page.length < 100) return ids;
  }
}

/** Slots of the days to come that can be booked at a moment. */
async function openSlots(server: TestServer, points: string[], now: string): Promise<{ id: string; point: string }[]> {
  const [from, to] = [now.slice(0, 10), new Date(Date.parse(now) + 3 * 86_400_000).toISOString().slice(0, 10)];
  const open: { id: string; point: string }[] = [];
  const left = [...points];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let point = left.pop(); point; point = left.pop()) {
        for (const service of (await call(server, "GET", `/points/${point}/services`)).json.services as {
          id: string;
        }[]) {
          const { json } = await call(server, "GET", `/services/${service.id}/slots?from=${from}&to=${to}`);
          for (const slot of (json?.slots ?? []) as { id: string; state: string }[])
            if (slot.state === "open") open.push({ id: slot.id, point });
        }
      }
    }),
  );
  return open;
}
