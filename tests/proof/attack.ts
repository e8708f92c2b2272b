import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { residentMegabytes } from "#tests/bench/servers.ts";
import { p99 } from "#tests/support/figures.ts";
import { NOW } from "#tests/support/now.ts";
import { signIn } from "#tests/support/people.ts";
import { call, freePort, serveArguments, startServer, type TestServer } from "#tests/support/server.ts";
import { askStore, ownStore, valueIn } from "#tests/support/store.ts";

/** What must hold while strangers do their worst. */
export interface FloodFindings {
  attack: string;
  /** What the attackers sent, and what came of it. */
  sent: number;
  refused: number;
  /** Milliseconds that 99 of 100 riders waited, before and meanwhile, and how long a balancer waited for `/healthz`. */
  riders: { quiet: number; meanwhile: number; failed: number };
  health: { quiet: number; meanwhile: number };
  /** Megabytes resident at most. */
  megabytes: number;
  alive: boolean;
}

export type Attack = "addresses" | "unfinished" | "boxes";

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

/** Another address of this machine: whoever is counted by address is not the attackers. */
const ELSEWHERE = "127.0.0.2";

/** One request by an agent that keeps its connection; milliseconds, or undefined where none was answered. */
function timed(agent: Agent, origin: string, path: string): Promise<number | undefined> {
  const begun = performance.now();
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const ask = request({ agent, hostname, port, path, localAddress: ELSEWHERE, timeout: 30_000 }, (answer) => {
      answer
        .resume()
        .on("end", () => resolve(answer.statusCode === 200 ? performance.now() - begun : undefined))
        .on("error", () => resolve(undefined));
    });
    ask.on("error", () => resolve(undefined)).on("timeout", () => ask.destroy());
    ask.end();
  });
}

/** Riders who look for points and open pages, and a balancer, one after another. */
async function sample(
  origin: string,
  seconds: number,
): Promise<{ riders: number[]; health: number[]; failed: number }> {
  const agent = new Agent({ keepAlive: true });
  const found = { riders: [] as number[], health: [] as number[], failed: 0 };
  for (const until = performance.now() + seconds * 1000; performance.now() < until;) {
    for (const path of [
      `/api/v1/points?near=30.5${Math.floor(Math.random() * 90) + 10},114.27&radius=3000`,
      "/healthz",
      "/api/v1/cities",
    ]) {
      const milliseconds = await timed(agent, origin, path);
      if (milliseconds === undefined) found.failed++;
      else (path === "/healthz" ? found.health : found.riders).push(milliseconds);
    }
    await sleep(25);
  }
  agent.destroy();
  return found;
}

/** Runs one attack against a server for some seconds, as a process of its own, with riders beside it. */
export async function flood(
  target: { origin: string; process: ChildProcess },
  attack: Attack,
  seconds: number,
): Promise<FloodFindings> {
  const quiet = await sample(target.origin, Math.min(10, Math.max(3, seconds / 4)));
  const attackers = spawn(process.execPath, ["tests/proof/attackers.mjs", attack, target.origin, String(seconds)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  attackers.stdout.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const ended = new Promise<void>((resolve) => attackers.on("exit", () => resolve()));
  await sleep(500);
  let megabytes = 0;
  const watch = setInterval(() => {
    if (isAlive(target.process)) megabytes = Math.max(megabytes, residentMegabytes(target.process.pid!).now);
  }, 250);
  const meanwhile = await sample(target.origin, seconds - 0.5);
  await ended;
  clearInterval(watch);
  const tally = JSON.parse(said || "{}") as { sent?: number; refused?: number };
  return {
    attack,
    sent: tally.sent ?? 0,
    refused: tally.refused ?? 0,
    megabytes: Math.round(megabytes),
    alive: isAlive(target.process),
    riders: { quiet: p99(quiet.riders), meanwhile: p99(meanwhile.riders), failed: meanwhile.failed },
    health: { quiet: p99(quiet.health), meanwhile: p99(meanwhile.health) },
  };
}

/** The least that a quiet answer counts as: below it the machine's own noise is what is compared. Milliseconds. */
const NOISE = 3;
export const LIMITS_OF_FLOODS = { riders: 10, health: 20, megabytes: 300 } as const;

/** What is wrong with a flood, in words; empty where everything holds. */
export function faultsOf({ alive, megabytes, riders, health }: FloodFindings): string[] {
  return [
    ...(alive ? [] : ["the process died"]),
    ...(megabytes > LIMITS_OF_FLOODS.megabytes ? [`${megabytes} MB resident`] : []),
    ...(riders.meanwhile > LIMITS_OF_FLOODS.riders * Math.max(NOISE, riders.quiet)
      ? [`riders wait ${riders.meanwhile.toFixed(0)} ms instead of ${riders.quiet.toFixed(1)}`]
      : []),
    ...(health.meanwhile > LIMITS_OF_FLOODS.health * Math.max(NOISE, health.quiet)
      ? [`healthz waits ${health.meanwhile.toFixed(0)} ms instead of ${health.quiet.toFixed(1)}`]
      : []),
    ...(riders.failed > 0 ? [`${riders.failed} riders got no answer`] : []),
  ];
}

/** The built server as it is shipped: its heap, limits on, a store of so many points. */
export async function shippedServer(points = 0): Promise<TestServer> {
  const store = await ownStore({ seeded: true });
  if (points > 0) {
    const seeded = spawnSync(
      process.execPath,
      ["build/server/cli.js", "seed", "scale", "--points", String(points), "--one-city"],
      {
        encoding: "utf8",
        env: { ...process.env, DATABASE_URL: store.databaseUrl, NUANYI_TEST: "1", APP_NOW: NOW, LOG_LEVEL: "silent" },
      },
    );
    if (seeded.status !== 0) throw new Error(seeded.stderr);
  }
  const server = await startServer({
    folder: store.folder,
    env: { LOG_LEVEL: "error", NUANYI_RATE_LIMITS: "on", NODE_OPTIONS: serveArguments().slice(0, -1).join(" ") },
  });
  return {
    ...server,
    dispose: async () => {
      await server.dispose();
      await store.drop();
    },
  };
}

/** The control: a server that is careless with what strangers send. */
export async function carelessServer(): Promise<{ origin: string; process: ChildProcess; dispose(): void }> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--max-old-space-size=176", "tests/proof/careless-server.mjs"], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "ignore"],
  }) as ChildProcess;
  await new Promise((resolve) => child.stdout!.once("data", resolve));
  return { origin: `http://127.0.0.1:${port}`, process: child, dispose: () => void child.kill("SIGKILL") };
}

export interface StormFindings {
  requests: number;
  statuses: Record<string, number>;
  /** Answers of 5xx but for "too much at once", and places of which two cannot stand together. */
  faults: { serverFaults: number; clashes: number; drifted: number };
  examples: string[];
}

/**
 * A storm of all acts of one service's day on two processes: book, move, cancel, wait, accept, check in, step back and forth, close,
 * undo, resize, take numbers, skip and recall them. `spoil` breaks the store for the control.
 */
export async function storm(options: {
  rounds: number;
  seed?: number;
  spoil?: (databaseUrl: string) => Promise<void>;
}): Promise<StormFindings> {
  const first = await startServer({ env: { LOG_LEVEL: "error" } });
  const second = await startServer({ folder: first.folder, env: { LOG_LEVEL: "error" } });
  try {
    await options.spoil?.(first.databaseUrl);
    return await storming(first, second, options.rounds);
  } finally {
    await second.dispose();
    await first.dispose();
  }
}

async function storming(first: TestServer, second: TestServer, rounds: number): Promise<StormFindings> {
  const point = (await call(first, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0]
    .id as string;
  const { services } = (await call(first, "GET", `/points/${point}/services`)).json as {
    services: { id: string; access: string }[];
  };
  const bookable = services.filter(({ access }) => access !== "walk-in");
  const date = "2026-11-24";
  const slots: string[] = [];
  for (const { id } of bookable)
    slots.push(
      ...(
        (await call(first, "GET", `/services/${id}/slots?from=${date}&to=${date}`)).json.slots as {
          id: string;
          state: string;
        }[]
      )
        .filter(({ state }) => state === "open")
        .slice(0, 6)
        .map((slot) => slot.id),
    );
  const desk = (await signIn(first, "manager", point)).token;
  const riders = await Promise.all(Array.from({ length: 10 }, () => first.session()));
  const statuses: Record<string, number> = {};
  const examples: string[] = [];
  let requests = 0;
  let serverFaults = 0;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];
  const note = (about: string, status: number, text: string) => {
    requests++;
    statuses[String(status)] = (statuses[String(status)] ?? 0) + 1;
    if (status < 500 || text.includes("too-much-at-once")) return;
    serverFaults++;
    if (examples.length < 10) examples.push(`${about}: ${status} ${text.slice(0, 200)}`);
  };
  const api = async (
    method: string,
    path: string,
    token: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const answer = await call(pick([first, second])!, method, path, {
      token,
      ...(body !== undefined && { body }),
      headers,
    });
    note(`${method} ${path}`, answer.status, answer.text);
    return answer;
  };
  const page = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(`${pick([first, second])!.origin}${path}.data`, {
      method: "POST",
      redirect: "manual",
      headers: {
        authorization: `Bearer ${desk}`,
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
      body: new URLSearchParams(fields).toString(),
    });
    note(`${path} ${JSON.stringify(fields)}`, answer.status, await answer.text());
  };
  const rows = <T>(text: string) => askStore<T>(first.databaseUrl, text);
  for (let round = 0; round < rounds; round++) {
    const bookings = await rows<{ id: string; code: string; slot_id: string; service_id: string }>(
      "select id, code, slot_id, service_id from bookings",
    );
    const tickets = await rows<{ id: string }>("select id from tickets");
    const waits = await rows<{ id: string }>("select id from waitlist");
    const closures = await rows<{ id: string }>("select id from closures order by id desc limit 10");
    const acts: (() => Promise<unknown>)[] = [
      ...riders.flatMap((rider) => [
        () =>
          api(
            "POST",
            "/bookings",
            rider,
            { slot_id: pick(slots), rider_kind: "courier" },
            { "idempotency-key": randomUUID() },
          ),
        () =>
          api("POST", `/bookings/${pick(bookings)?.id ?? randomUUID()}/${pick(["cancel", "cancel", "move"])!}`, rider, {
            slot_id: pick(slots),
          }),
        () => api("POST", "/waitlist", rider, { slot_id: pick(slots) }),
        () => api("POST", `/waitlist/${pick(waits)?.id ?? randomUUID()}/${pick(["accept", "leave"])!}`, rider),
        () => api("POST", `/tickets/${pick(tickets)?.id ?? randomUUID()}/${pick(["resume", "leave"])!}`, rider),
      ]),
      ...Array.from(
        { length: 12 },
        () => () =>
          page(`/desk/${point}`, {
            act: "step",
            booking: pick(bookings)?.id ?? randomUUID(),
            to: pick(["booked", "checked-in", "served", "no-show"])!,
          }),
      ),
      ...Array.from(
        { length: 4 },
        () => () => api("POST", "/check-ins", desk, { code: pick(bookings)?.code ?? "AAAA2222" }),
      ),
      ...Array.from(
        { length: 6 },
        () => () =>
          page(`/desk/${point}`, {
            act: "ticket",
            ticket: pick(tickets)?.id ?? randomUUID(),
            to: pick(["waiting", "called", "served", "left", "skipped"])!,
            station: "1",
          }),
      ),
      ...Array.from(
        { length: 3 },
        () => () =>
          page(`/desk/${point}/slots`, {
            act: "resize",
            date,
            service: bookable[0]!.id,
            slot: pick(slots)!,
            capacity: String(1 + Math.floor(Math.random() * 3)),
          }),
      ),
      () => page(`/desk/${point}/slots`, { act: "close", date, service: bookable[0]!.id, slot: pick(slots)! }),
      ...Array.from(
        { length: 2 },
        () => () => page(`/desk/${point}/slots`, { act: "undo", closure: pick(closures)?.id ?? randomUUID() }),
      ),
      () => page(`/desk/${point}/slots`, { act: "open", date, service: bookable[0]!.id, slot: pick(slots)! }),
      ...services.map(
        ({ id }) =>
          () =>
            api("POST", `/points/${point}/tickets`, pick(riders)!, { service_id: id, door_code: doorCode }),
      ),
      () => api("POST", `/services/${pick(services)!.id}/call-next`, desk, { window: "1" }),
    ];
    const doorCode = (
      (await call(first, "GET", `/points/${point}/today`, { token: desk })).json as { door_code: string }
    ).door_code;
    await Promise.all(acts.sort(() => Math.random() - 0.5).map((act) => act()));
  }
  const clashes = await valueIn(
    first.databaseUrl,
    `select count(*) from bookings a join bookings b on b.device_id = a.device_id and b.id > a.id
    where a.status in ('booked', 'checked-in') and b.status in ('booked', 'checked-in') and ((a.service_id = b.service_id and a.date = b.date) or (a.starts_at < b.ends_at and b.starts_at < a.ends_at))`,
  );
  const drifted = await valueIn(
    first.databaseUrl,
    `select count(*) from slots s where s.booked > s.capacity or s.booked <> (select count(*) from bookings b where b.point_id = s.point_id and b.slot_id = s.id and b.status in ('booked', 'checked-in', 'served'))
    + (select count(*) from waitlist w where w.point_id = s.point_id and w.slot_id = s.id and w.status = 'offered')`,
  );
  return { requests, statuses, faults: { serverFaults, clashes: Number(clashes), drifted: Number(drifted) }, examples };
}

/** How many rows of the trail a single rider makes with so many moves of one booking, some at once, and what was answered. */
export async function movesOfOne(
  server: TestServer,
  moves: number,
  atOnce = 20,
): Promise<{ taken: number; refused: number; others: number; rows: number }> {
  const point = (await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0]
    .id as string;
  const service = (await call(server, "GET", `/points/${point}/services`)).json.services[0].id as string;
  const slots = (
    (await call(server, "GET", `/services/${service}/slots?from=2026-11-25&to=2026-11-25`)).json.slots as {
      id: string;
      state: string;
    }[]
  ).filter(({ state }) => state === "open");
  const token = await server.session();
  const booked = await call(server, "POST", "/bookings", {
    token,
    headers: { "idempotency-key": randomUUID() },
    body: { slot_id: slots[0]!.id, rider_kind: "courier" },
  });
  const before = Number(await valueIn(server.databaseUrl, "select count(*) from trail"));
  const answers = { taken: 0, refused: 0, others: 0 };
  for (let left = moves; left > 0; left -= atOnce) {
    for (const { status } of await Promise.all(
      Array.from({ length: Math.min(atOnce, left) }, (_, n) =>
        call(server, "POST", `/bookings/${booked.json.id}/move`, {
          token,
          body: { slot_id: slots[(left + n) % 2]!.id },
        }),
      ),
    )) {
      if (status === 200) answers.taken++;
      else if (status === 429) answers.refused++;
      else answers.others++;
    }
  }
  return { ...answers, rows: Number(await valueIn(server.databaseUrl, "select count(*) from trail")) - before };
}
