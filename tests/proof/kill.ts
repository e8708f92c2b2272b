import { randomUUID } from "node:crypto";
import { hashOf } from "#app/platform/ids.server.ts";
import { signIn } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { NOW } from "#tests/support/now.ts";
import { askStore } from "#tests/support/store.ts";
import type { Act, SlotFacts } from "./history.ts";

/** What a loop found; every figure but the first three must be 0. */
export interface KillFindings {
  kills: number;
  answered: number;
  sentAgain: number;
}

export interface KillLoop {
  history: Act[];
  slots: Map<string, SlotFacts>;
  devices: string[];
  findings: KillFindings;
  server: TestServer;
  /** One more booking of somebody new, in peace; its id. */
  bookOne(slot: string): Promise<string>;
  dispose(): Promise<void>;
}

interface Rider {
  client: number;
  device: string;
  token: string;
  bookings: Map<string, { slot: string; code: string; checkedIn: boolean }>;
  lines: Map<string, string>;
}

const CLIENTS = 16;
/** Riders stay for so many kills; then others come, to other slots. */
const BLOCK = 20;
const HOT = 8;
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Sixteen clients book, cancel, move, wait, accept and check in, while servers on one store are killed at random; whatever stays unanswered is sent again. */
export async function killLoop(options: {
  kills: number;
  processes: 1 | 2;
  say?: (text: string) => void;
  /** Something that is done in the midst of it; `moment` is the history's clock. */ during?: (
    databaseUrl: string,
    moment: () => number,
  ) => Promise<void>;
}): Promise<KillLoop> {
  const began = performance.now();
  const moment = () => performance.now() - began;
  // A clock that goes back at each restart would be another test: every start is told how late it is.
  const now = () => new Date(Date.parse(NOW) + moment()).toISOString();
  const servers = [await startServer()];
  const first = servers[0]!;
  const again = (port?: number) => startServer({ folder: first.folder, now: now(), ...(port && { port }) });
  if (options.processes === 2) servers.push(await again());
  const portOf = (server: TestServer) => Number(new URL(server.origin).port);
  const ports = servers.map(portOf);

  const pool = await slotPool(first);
  const slots = new Map(pool.map((slot) => [slot.id, slot]));
  const points = new Map<string, string>();
  for (const { id, point } of pool) points.set(id, point);
  const desks = new Map<string, string>();
  for (const point of new Set(points.values())) desks.set(point, (await signIn(first, "volunteer", point)).token);

  const history: Act[] = [];
  const devices: string[] = [];
  const alive = ports.map(() => true);
  let stopped = false;
  let sentAgain = 0;

  /** Sends a request until somebody answers it. */
  async function insist(
    token: string,
    path: string,
    body: unknown,
    key?: string,
  ): Promise<{ status: number; json: Record<string, unknown>; sent: number }> {
    for (let sent = 1; ; sent++) {
      const at = Math.floor(Math.random() * ports.length);
      if (!alive[at] && sent < 2000) {
        await sleep(20);
        sent--;
        continue;
      }
      try {
        const answer = await call({ origin: `http://127.0.0.1:${ports[at]}` }, "POST", path, {
          token,
          body,
          ...(key && { headers: { "idempotency-key": key } }),
        });
        if (answer.status !== 503)
          return { status: answer.status, json: (answer.json ?? {}) as Record<string, unknown>, sent };
      } catch {
        await sleep(5);
      }
      sentAgain++;
    }
  }

  async function act(
    rider: Rider,
    what: Act["what"],
    path: string,
    body: unknown,
    more: Pick<Act, "slot" | "subject" | "key">,
    token = rider.token,
  ): Promise<Act & { json: Record<string, unknown> }> {
    const asked = moment();
    const { status, json, sent } = await insist(token, path, body, more.key);
    const type = typeof json.type === "string" ? json.type.split("/").at(-1)! : "";
    const done: Act = {
      client: rider.client,
      device: rider.device,
      what,
      ...more,
      asked,
      answered: moment(),
      sent,
      status,
      problem: status >= 400 ? type : "",
      ...(status < 300 && typeof json.id === "string" && { made: json.id }),
    };
    history.push(done);
    return { ...done, json };
  }

  async function arrive(client: number): Promise<Rider> {
    const { json } = await insist("", "/sessions", {});
    const token = json.token as string;
    const [row] = await deviceOf(first.databaseUrl, token);
    devices.push(row!.device_id);
    return { client, device: row!.device_id, token, bookings: new Map(), lines: new Map() };
  }

  async function step(rider: Rider, hot: SlotFacts[]): Promise<void> {
    const dice = Math.random();
    const own = [...rider.bookings].filter(([, booking]) => !booking.checkedIn);
    const slot = pick(hot).id;
    if (dice < 0.45 || (own.length === 0 && rider.lines.size === 0)) {
      const key = randomUUID();
      const done = await act(rider, "book", "/bookings", { slot_id: slot, rider_kind: "food-rider" }, { slot, key });
      if (done.status === 201)
        rider.bookings.set(done.made!, { slot, code: done.json.code as string, checkedIn: false });
      else if (done.problem === "slot-full" && Math.random() < 0.5) {
        const waits = await act(rider, "wait", "/waitlist", { slot_id: slot, rider_kind: "food-rider" }, { slot });
        if (waits.status === 201) rider.lines.set(waits.made!, slot);
      }
    } else if (dice < 0.65 && own.length > 0) {
      const [subject] = pick(own);
      const done = await act(rider, "cancel", `/bookings/${subject}/cancel`, {}, { subject });
      if (done.status === 200) rider.bookings.delete(subject);
    } else if (dice < 0.85 && own.length > 0) {
      const [subject, booking] = pick(own);
      const same = hot.filter((one) => slots.get(booking.slot)!.service === one.service);
      const to = pick(same.length > 0 ? same : hot).id;
      const done = await act(rider, "move", `/bookings/${subject}/move`, { slot_id: to }, { subject, slot: to });
      if (done.status === 200) booking.slot = to;
    } else if (dice < 0.97 && rider.lines.size > 0) {
      const [subject, at] = pick([...rider.lines]);
      const what = Math.random() < 0.8 ? "accept" : "leave";
      const done = await act(rider, what, `/waitlist/${subject}/${what}`, {}, { subject, slot: at });
      if (done.status < 300) rider.lines.delete(subject);
      if (what === "accept" && done.status === 200)
        rider.bookings.set(done.made!, { slot: at, code: done.json.code as string, checkedIn: false });
    } else if (own.length > 0) {
      const [subject, booking] = pick(own);
      const done = await act(
        rider,
        "check-in",
        "/check-ins",
        { code: booking.code, proof: "uniform" },
        { subject },
        desks.get(points.get(booking.slot)!)!,
      );
      if (done.status === 200) booking.checkedIn = true;
    }
  }

  let kills = 0;
  async function client(n: number): Promise<void> {
    let rider = await arrive(n);
    let block = 0;
    while (!stopped) {
      if (Math.floor(kills / BLOCK) !== block) {
        block = Math.floor(kills / BLOCK);
        rider = await arrive(n);
      }
      const from = (block * 7) % (pool.length - HOT);
      await step(rider, pool.slice(from, from + HOT));
    }
  }

  const clients = Array.from({ length: CLIENTS }, (_, n) => client(n));
  await sleep(1500);
  const doing = options.during?.(first.databaseUrl, moment);
  while (kills < options.kills) {
    await sleep(40 + Math.random() * 260);
    const at = Math.floor(Math.random() * servers.length);
    alive[at] = false;
    await servers[at]!.kill("SIGKILL");
    servers[at] = await again(ports[at]);
    alive[at] = true;
    kills++;
    if (kills % 50 === 0)
      options.say?.(
        `${kills} kills, ${history.length} answers, ${sentAgain} sent again, ${Math.round(moment() / 1000)} s`,
      );
  }
  await doing;
  stopped = true;
  await Promise.all(clients);
  await settled(first.databaseUrl);
  return {
    history,
    slots,
    devices,
    server: first,
    findings: { kills, answered: history.length, sentAgain },
    async bookOne(slot) {
      const rider = await arrive(CLIENTS);
      const done = await act(
        rider,
        "book",
        "/bookings",
        { slot_id: slot, rider_kind: "food-rider" },
        { slot, key: randomUUID() },
      );
      await settled(first.databaseUrl);
      return done.made!;
    },
    async dispose() {
      for (const server of servers.slice(1)) await server.kill("SIGKILL");
      await servers[0]!.kill("SIGKILL");
      await first.dispose();
    },
  };
}

/** Which device a token belongs to. */
async function deviceOf(databaseUrl: string, token: string): Promise<{ device_id: string }[]> {
  return askStore<{ device_id: string }>(databaseUrl, "select device_id from sessions where token_hash = ?", [
    hashOf(token),
  ]);
}

/** Every slot that can be booked in Wuhan in the next days, the first services first, with its point. */
async function slotPool(server: TestServer): Promise<(SlotFacts & { point: string })[]> {
  const pool: (SlotFacts & { point: string })[] = [];
  const near = await call(server, "GET", "/points?near=30.58,114.29&radius=50000&limit=100");
  for (const feature of near.json.features as { id: string }[]) {
    const { services } = (await call(server, "GET", `/points/${feature.id}/services`)).json as {
      services: { id: string }[];
    };
    for (const service of services) {
      const answer = await call(server, "GET", `/services/${service.id}/slots?from=2026-11-24&to=2026-11-27`);
      for (const slot of (answer.json?.slots ?? []) as {
        id: string;
        start: string;
        capacity: number;
        state: string;
      }[]) {
        if (slot.state === "open" && Date.parse(slot.start) > Date.parse(NOW) + 4 * 3_600_000)
          pool.push({
            id: slot.id,
            service: service.id,
            date: new Date(Date.parse(slot.start) + 8 * 3_600_000).toISOString().slice(0, 10),
            capacity: slot.capacity,
            quota: null,
            point: feature.id,
          });
      }
    }
  }
  const quotas = await askStore<{ service_id: string; date: string; quota: number | null }>(
    server.databaseUrl,
    "select service_id, date, quota from service_days",
  );
  for (const slot of pool)
    slot.quota = quotas.find((day) => day.service_id === slot.service && day.date === slot.date)?.quota ?? null;
  return pool;
}

/** Waits until what happened has been turned into what is to be said. */
export async function settled(databaseUrl: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [row] = await askStore<{ n: number }>(databaseUrl, "select count(*) as n from trail where dispatched = 0");
    if (Number(row!.n) === 0) return;
    await sleep(100);
  }
  throw new Error("the trail was not followed to its end");
}
