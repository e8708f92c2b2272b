import { createECDH, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import { connect } from "#db/connection.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { NOW } from "#tests/support/now.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { askStore, ownStore, valueIn } from "#tests/support/store.ts";
import { startPushServices, type Behaviour, type PushServices } from "./push-services.ts";
import { p99 } from "#tests/support/figures.ts";

/** How many of a hundred riders are with each push service. */
const SHARES: [Behaviour, number][] = [
  ["takes", 65],
  ["gone", 5],
  ["busy-first", 5],
  ["fails-half", 5],
  ["silent", 10],
  ["slow", 10],
];

export interface ReminderFindings {
  riders: number;
  kills: number;
  /** Pushes that a service took. */
  taken: number;
  /** Taken again: a browser shows them once, by their tag. */
  takenAgain: number;
  /** Seconds until the last push to the service that always takes. */
  seconds: number;
  /** Milliseconds in which 99 of 100 pages came, before anything was due and meanwhile. */
  pagesIdle: number;
  pagesMeanwhile: number;
}

/** What must be 0. */
export interface ReminderFaults {
  /** Reminders that neither reached their push service nor wait for it any more, though it would take them. */
  lost: number;
  /** Riders who were shown one reminder as two. */
  seenTwice: number;
  /** Riders whose inbox has not exactly one. */
  inboxWrong: number;
  /** Subscriptions that are gone and still kept. */
  goneKept: number;
  /** Reminders of the silent service that were given up before their visit. */
  givenUp: number;
  pageFaults: number;
}

/** The visit is an hour away; what has not come five minutes before it is lost. */
const LAST = new Date(Date.parse(NOW) + 55 * 60_000).toISOString();
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Many reminders due at one moment, push services of every temper, and a server that is killed: who was told what. */
export async function reminderLoop(options: {
  riders: number;
  kills: number;
  say?: (text: string) => void;
  /** What the control does to the store before anything is sent, and the milliseconds for which it is then watched. */
  spoil?: (databaseUrl: string) => Promise<void>;
  watched?: number;
}): Promise<{
  findings: ReminderFindings;
  faults: ReminderFaults;
  services: PushServices;
  keys: { private: Buffer; auth: Buffer };
  dispose(): Promise<void>;
}> {
  const services = await startPushServices();
  const store = await ownStore({ seeded: true });
  const began = performance.now();
  // Pauses between tries are minutes long: the clock is moved on while nothing else is left to do, never as far as the visit.
  let ahead = 0;
  const now = () => new Date(Date.parse(NOW) + performance.now() - began + ahead).toISOString();
  const moveOn = async (milliseconds: number) => {
    ahead += milliseconds;
    await server.setClock(now());
  };
  const env = { PUSH_HOSTS: services.hosts, PUSH_CA: services.caFile };
  let server: TestServer = await startServer({ folder: store.folder, env });
  const { origin } = server;
  const port = Number(new URL(origin).port);
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  const auth = randomBytes(16);

  const idle = await pages(origin, 1500);
  await server.kill("SIGTERM");
  const devices = new Map<string, Behaviour>();
  await fillWithDue(
    store.databaseUrl,
    options.riders,
    { p256dh: browser.getPublicKey().toString("base64url"), auth: auth.toString("base64url") },
    (n, device) => {
      const behaviour = behaviourOf(n);
      devices.set(device, behaviour);
      return `${services.origins[behaviour]}/${device}`;
    },
  );
  await options.spoil?.(store.databaseUrl);
  options.say?.(`${options.riders} riders have a reminder due`);
  server = await startServer({ folder: store.folder, env, port, now: now() });
  const due = performance.now();

  let [killed, lastTaken, finished] = [0, 0, false];
  const meanwhile: number[] = [];
  let pageFaults = 0;
  const watching = (async () => {
    while (!finished) {
      const found = await pages(origin, 1000);
      meanwhile.push(...found.took);
      pageFaults += found.faults;
    }
  })();
  const willing = [...devices]
    .filter(([, behaviour]) => behaviour !== "silent" && behaviour !== "gone")
    .map(([device]) => device);
  const limit = performance.now() + (options.watched ?? 60_000 + options.riders * 60);
  for (let last = -1, still = 0, before = 0, quiet = 0; performance.now() < limit;) {
    await sleep(1000);
    const takes = [...devices].filter(
      ([device, behaviour]) => behaviour === "takes" && services.shown.has(device),
    ).length;
    if (takes !== last) [last, lastTaken, still] = [takes, performance.now(), 0];
    if (killed < options.kills) {
      await server.kill("SIGKILL");
      server = await startServer({ folder: store.folder, env, port, now: now() });
      killed++;
      // A claim of the process that died falls back when its lease is over.
      if (killed === options.kills) await moveOn(61_000);
      continue;
    }
    const reached = willing.filter((device) => services.shown.has(device)).length;
    const inbox = Number(await valueIn(store.databaseUrl, "select count(*) from inbox"));
    options.say?.(
      `${reached} of ${willing.length} pushed, ${inbox} of ${options.riders} in inboxes, ${Math.round((performance.now() - due) / 1000)} s`,
    );
    if (reached === willing.length && inbox === options.riders && ++still > 1) break;
    if (reached + inbox > before) [before, quiet] = [reached + inbox, 0];
    else if (++quiet >= 3 && now() < LAST) await moveOn(20_000);
    if (now() >= LAST) break;
  }
  finished = true;
  await watching;

  const rows = await askStore<{ device_id: string; channel: string; status: string }>(
    store.databaseUrl,
    "select device_id, channel, status from reminders where kind = 'hour-before'",
  );
  const push = new Map(rows.filter(({ channel }) => channel === "push").map((row) => [row.device_id, row.status]));
  const inboxes = await askStore<{ device_id: string; n: number }>(
    store.databaseUrl,
    "select device_id, count(*) as n from inbox group by device_id",
  );
  const kept = new Set(
    (await askStore<{ device_id: string }>(store.databaseUrl, "select device_id from push_subscriptions")).map(
      (row) => row.device_id,
    ),
  );
  const of = (behaviour: Behaviour) => [...devices].filter(([, one]) => one === behaviour).map(([device]) => device);
  const times = [...services.shown.values()].flatMap((topics) => [...topics.values()]);
  return {
    findings: {
      riders: options.riders,
      kills: killed,
      taken: times.reduce((sum, n) => sum + n, 0),
      takenAgain: times.reduce((sum, n) => sum + n - 1, 0),
      seconds: Math.round((lastTaken - due) / 100) / 10,
      pagesIdle: Math.round(p99(idle.took)),
      pagesMeanwhile: Math.round(p99(meanwhile)),
    },
    faults: {
      lost: willing.filter((device) => !services.shown.has(device)).length,
      seenTwice: [...services.shown.values()].filter((topics) => topics.size > 1).length,
      inboxWrong: options.riders - inboxes.filter(({ n }) => Number(n) === 1).length,
      goneKept: of("gone").filter((device) => kept.has(device)).length,
      givenUp: of("silent").filter((device) => !["pending", "claimed"].includes(push.get(device) ?? "")).length,
      pageFaults,
    },
    services,
    keys: { private: browser.getPrivateKey(), auth },
    async dispose() {
      await server.dispose();
      services.close();
      await store.drop();
    },
  };
}

/** Twenty pages a second for some milliseconds: how long each took, and how many failed with the server's fault. */
export async function pages(origin: string, milliseconds: number): Promise<{ took: number[]; faults: number }> {
  const took: number[] = [];
  let faults = 0;
  const asked: Promise<void>[] = [];
  for (const until = performance.now() + milliseconds; performance.now() < until;) {
    const at = performance.now();
    asked.push(
      fetch(origin)
        .then(async (answer) => {
          await answer.text();
          took.push(performance.now() - at);
          if (answer.status >= 500) faults++;
        })
        .catch(() => undefined),
    );
    await sleep(50);
  }
  await Promise.all(asked);
  return { took, faults };
}

/** Writes riders with a booking in an hour, a subscription, and a reminder due now on each channel. */
export async function fillWithDue(
  databaseUrl: string,
  riders: number,
  browser: { p256dh: string; auth: string },
  endpointOf: (n: number, device: string) => string,
): Promise<void> {
  const { db, close } = connect(databaseUrl);
  try {
    const slot = await db
      .selectFrom("slots")
      .selectAll()
      .where("starts_at", ">", NOW)
      .orderBy("starts_at")
      .executeTakeFirstOrThrow();
    const start = new Date(Date.parse(NOW) + 3_600_000).toISOString();
    const end = new Date(Date.parse(NOW) + 4_200_000).toISOString();
    await sql`update slots set capacity = ${riders}, booked = ${riders}, used = 1 where id = ${slot.id}`.execute(db);
    await sql`update service_days set quota = null where service_id = ${slot.service_id} and date = ${slot.date}`.execute(
      db,
    );
    await sql`update service_days set booked = ${riders} where service_id = ${slot.service_id} and date = ${slot.date}`.execute(
      db,
    );
    for (let from = 0; from < riders; from += 500) {
      const batch = Array.from({ length: Math.min(500, riders - from) }, (_, i) => ({
        device: uuidv7(),
        booking: uuidv7(),
        n: from + i,
      }));
      await inTransaction(db, async (trx) => {
        await trx
          .insertInto("devices")
          .values(
            batch.map(({ device }) => ({
              id: device,
              key_sealed: "",
              rider_kind: null,
              language: "zh",
              created_at: NOW,
              seen_at: NOW,
              phone_sealed: null,
              phone_index: null,
              verified_at: null,
            })),
          )
          .execute();
        await trx
          .insertInto("bookings")
          .values(
            batch.map(({ device, booking, n }) => ({
              point_id: slot.point_id,
              id: booking,
              service_id: slot.service_id,
              slot_id: slot.id,
              device_id: device,
              code: `P${n}`,
              status: "booked" as const,
              rider_kind: "food-rider",
              topic_id: null,
              name_sealed: null,
              phone_sealed: null,
              phone_index: null,
              note_sealed: null,
              note_erase_at: null,
              consent_version: null,
              date: slot.date,
              starts_at: start,
              ends_at: end,
              created_at: NOW,
              updated_at: NOW,
              proof: null,
              made_by: null,
              phone_tail: null,
              checked_in_at: null,
              served_at: null,
            })),
          )
          .execute();
        await trx
          .insertInto("push_subscriptions")
          .values(
            batch.map(({ device, n }) => ({
              device_id: device,
              session: "",
              endpoint: endpointOf(n, device),
              ...browser,
              created_at: NOW,
              last_ok_at: null,
              last_error: null,
            })),
          )
          .execute();
        await trx
          .insertInto("reminders")
          .values(
            batch.flatMap(({ device, booking }) =>
              (["inbox", "push"] as const).map((channel) => ({
                point_id: slot.point_id,
                id: uuidv7(),
                subject_id: booking,
                slot_id: slot.id,
                device_id: device,
                kind: "hour-before",
                channel,
                due_at: NOW,
                expires_at: start,
                status: "pending" as const,
                next_at: NOW,
                lease_until: null,
                last_error: null,
                sent_at: null,
                created_at: NOW,
              })),
            ),
          )
          .execute();
      });
    }
  } finally {
    await close();
  }
}

function behaviourOf(n: number): Behaviour {
  let share = n % 100;
  return SHARES.find(([, part]) => (share -= part) < 0)![0];
}
