import { readdirSync } from "node:fs";
import { addresses } from "#tests/support/addresses.ts";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { sumsOf } from "#db/copy-store.server.ts";
import { connect } from "#db/connection.server.ts";
import { postForm, signIn } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { askStore } from "#tests/support/store.ts";
import { settled } from "./kill.ts";
import { MakeUp, type JsonSchema } from "./made-up.ts";

export interface FuzzFaults {
  /** Answers that say a fault of the server; the first few are told. */
  serverFaults: number;
  /** Answers that show a stack, a statement or a path of the machine. */
  shown: number;
  /** Answers to others that hold a rider's own words, code or ids of theirs. */
  leaked: number;
  /** Tables that strangers' and broken requests changed, beside counts, new devices and sessions. */
  changed: number;
  /** What a rider has, changed by somebody else. */
  others: number;
}

interface Operation {
  path: string;
  method: string;
  body?: JsonSchema;
  query: { name: string; schema: JsonSchema }[];
  key: boolean;
}

const SECRETS = { name: "密名甲乙丙", phone: "13977778888", note: "密语丁戊己" };
/** What a device that comes and goes may leave. */
const MAY_CHANGE = new Set(["rate_counts", "devices", "sessions", "heartbeats", "challenges", "phone_codes"]);
const SHOWN =
  /\bat [^\n]{1,200}\.(js|ts):\d+|node_modules|SqliteError|SQLITE_|select \* from|insert into "|PostgresError|\/build\/server/;

/** Asks everything that the interface and the pages take, fitting and broken, with and without rights. `seed` makes a run come again. */
export async function fuzz(options: {
  requests: number;
  seed: number;
  say?: (text: string) => void;
  /** The control: a rider has the victim's token, which must be seen. */ impostor?: boolean;
}): Promise<{
  faults: FuzzFaults;
  requests: number;
  statuses: Record<string, number>;
  examples: string[];
  dispose(): Promise<void>;
}> {
  const server = await startServer({ env: { LOG_LEVEL: "silent" } });
  const description = (await call(server, "GET", "/openapi.json")).json as {
    paths: Record<
      string,
      Record<
        string,
        {
          parameters?: { name: string; in: string; schema: JsonSchema }[];
          requestBody?: { content: Record<string, { schema: JsonSchema }> };
        }
      >
    >;
    components: { schemas: Record<string, JsonSchema> };
  };
  const operations: Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      path,
      method: method.toUpperCase(),
      query: (one.parameters ?? []).filter((p) => p.in === "query"),
      key: (one.parameters ?? []).some((p) => p.in === "header"),
      ...(one.requestBody && { body: one.requestBody.content["application/json"]!.schema }),
    })),
  );
  const world = await people(server);
  if (options.impostor) world.tokens.rider = world.victim.token;
  const make = new MakeUp(options.seed, () => world.ids, description.components.schemas);
  const forms = await formFields();
  const pages = addresses()
    .map(([path]) => path)
    .filter((path) => path !== "/*");
  const faults: FuzzFaults = { serverFaults: 0, shown: 0, leaked: 0, changed: 0, others: 0 };
  const statuses: Record<string, number> = {};
  const examples: string[] = [];
  const blame = (what: keyof FuzzFaults, about: string) => {
    faults[what]++;
    if (examples.length < 20) examples.push(`${what}: ${about}`);
  };
  let sent = 0;

  async function send(path: string, init: RequestInit, who: string): Promise<void> {
    sent++;
    const answer = await fetch(server.origin + path, { redirect: "manual", ...init }).catch((error: unknown) => {
      // What fetch itself will not send is nobody's fault.
      if (error instanceof TypeError && /invalid|parse|header/i.test(String(error.cause ?? error))) return undefined;
      throw error;
    });
    if (!answer) return;
    if (answer.headers.get("content-type")?.startsWith("text/event-stream")) return void answer.body?.cancel();
    const text = await answer.text();
    const status = String(answer.status);
    statuses[status] = (statuses[status] ?? 0) + 1;
    const about = `${init.method ?? "GET"} ${path.slice(0, 160)} as ${who}: ${status} ${typeof init.body === "string" ? init.body.slice(0, 200) : ""}`;
    if (answer.status >= 500) blame("serverFaults", `${about} → ${text.slice(0, 120)}`);
    if (SHOWN.test(text)) blame("shown", about);
    // Staff of the point may read a name and, where they are qualified, a note: the victim booked elsewhere.
    if (
      who !== "victim" &&
      [SECRETS.name, SECRETS.phone, SECRETS.note, world.victim.token].some((secret) => text.includes(secret))
    )
      blame("leaked", about);
  }

  function interfaceCall(broken: boolean, who: string): Promise<void> {
    const operation = make.pick(operations);
    const path = `/api/v1${operation.path.replace(/\{(\w+)\}/g, (_, name: string) => inAddress(broken && make.chance() < 0.3 ? asText(make.nasty()) : name === "date" ? "2026-11-25" : make.uuid()))}`;
    const query = operation.query
      .filter(() => make.chance() < 0.7)
      .map(
        ({ name, schema }) =>
          `${name}=${inAddress(asText(broken && make.chance() < 0.5 ? make.nasty() : make.fitting(schema)))}`,
      )
      .join("&");
    const fitting = operation.body ? make.fitting(operation.body) : undefined;
    const raw = make.chance() < 0.05 ? make.pick(["", "{", "[1,", "\0", '"text"', '{"a":'.repeat(200)]) : undefined;
    const body = operation.body
      ? broken
        ? (raw ?? JSON.stringify(make.broken(fitting)))
        : JSON.stringify(fitting)
      : undefined;
    const token = world.tokens[who];
    return send(
      path + (query && `?${query}`),
      {
        method: operation.method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(operation.key &&
            make.chance() < 0.9 && { "idempotency-key": broken && make.chance() < 0.3 ? "not a key" : randomUUID() }),
          ...(body !== undefined && { "content-type": "application/json" }),
          "sec-fetch-site": "same-origin",
        },
        ...(body !== undefined && { body }),
      },
      who,
    );
  }

  function pageCall(who: string, posts: boolean): Promise<void> {
    const path = make
      .pick(pages)
      .replace(/:(\w+)/g, () => (make.chance() < 0.8 ? make.uuid() : inAddress(asText(make.nasty()))));
    const token = world.tokens[who];
    const headers = { ...(token && { authorization: `Bearer ${token}` }), "sec-fetch-site": "same-origin" };
    const suffix = make.chance() < 0.3 ? `${path === "/" ? "_root" : ""}.data` : "";
    const query =
      make.chance() < 0.3
        ? `?${make.pick(["near", "kind", "q", "date", "city", "to", "_data", "at", "box", "month"])}=${inAddress(asText(make.nasty()))}`
        : "";
    if (!posts) return send(path + suffix + query, { headers }, who);
    const form = make.pick(forms);
    const fields = Object.entries(form)
      .filter(() => make.chance() < 0.85)
      .map(([name, schema]) => [name, asText(make.chance() < 0.25 ? make.nasty() : make.fitting(schema))]);
    return send(
      path + suffix,
      {
        method: "POST",
        headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields as [string, string][]).toString(),
      },
      who,
    );
  }

  /** Many at a time, as they come. */
  async function rush(count: number, one: () => Promise<void>): Promise<void> {
    for (let left = count; left > 0; left -= 20) await Promise.all(Array.from({ length: Math.min(20, left) }, one));
  }

  await settled(server.databaseUrl);
  const before = await sums(server.databaseUrl);
  const third = Math.floor(options.requests / 3);
  // Strangers with everything, and everybody with what is broken, must leave the store as it is.
  await rush(third, () =>
    make.chance() < 0.6
      ? interfaceCall(make.chance() < 0.5, make.pick(["nobody", "forged"]))
      : pageCall("forged", false),
  );
  await rush(third, () =>
    make.chance() < 0.7 ? interfaceCall(true, "nobody") : pageCall(make.pick(["nobody", "forged", "rider"]), false),
  );
  const after = await sums(server.databaseUrl);
  for (const [table, sum] of before) if (!MAY_CHANGE.has(table) && after.get(table) !== sum) blame("changed", table);
  options.say?.(`${sent} requests of strangers: ${JSON.stringify(statuses)}`);

  // Everybody with rights of their own does everything; what the victim has stays.
  const victim = await belongings(server.databaseUrl, world.victim.device);
  const others = ["rider", "volunteer", "manager", "operator", "nobody", "forged"];
  await rush(options.requests - 2 * third, () => {
    const who = make.pick(others);
    return make.chance() < 0.5 ? interfaceCall(make.chance() < 0.4, who) : pageCall(who, make.chance() < 0.7);
  });
  const kept = await belongings(server.databaseUrl, world.victim.device);
  if (kept !== victim) blame("others", `before ${victim.slice(0, 300)} after ${kept.slice(0, 300)}`);
  options.say?.(`${sent} requests in all: ${JSON.stringify(statuses)}`);
  return { faults, requests: sent, statuses, examples, dispose: () => server.dispose() };
}

interface World {
  tokens: Record<string, string | undefined>;
  ids: string[];
  victim: { token: string; device: string };
}

/** A value as a form carries it. */
const asText = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);

/** A value as an address carries it, at times as none may. */
const inAddress = (text: string): string =>
  text === "%00" ? "%ff%00%E0%A4%A" : encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "\ufffd"));

/** A victim in Chongqing with words, a line and a star; everybody else belongs to Wuhan. */
async function people(server: TestServer): Promise<World> {
  const wuhan = (await call(server, "GET", "/points?near=30.5727,114.2706&limit=20")).json.features as { id: string }[];
  const chongqing = (await call(server, "GET", "/points?near=29.56,106.57&radius=50000&limit=50")).json.features as {
    id: string;
  }[];
  const ids: string[] = wuhan.map(({ id }) => id);
  for (const { id } of wuhan.slice(0, 5)) {
    for (const service of (await call(server, "GET", `/points/${id}/services`)).json.services as { id: string }[]) {
      ids.push(service.id);
      for (const slot of ((await call(server, "GET", `/services/${service.id}/slots?from=2026-11-25&to=2026-11-25`))
        .json?.slots ?? []) as { id: string }[])
        ids.push(slot.id);
    }
  }
  const victim = await server.session();
  const slots: { id: string; state: string }[] = [];
  for (const { id } of chongqing) {
    for (const service of (await call(server, "GET", `/points/${id}/services`)).json.services as { id: string }[]) {
      slots.push(
        ...(((await call(server, "GET", `/services/${service.id}/slots?from=2026-11-25&to=2026-12-01`)).json?.slots ??
          []) as typeof slots),
      );
    }
  }
  const booked = await call(server, "POST", "/bookings", {
    token: victim,
    headers: { "idempotency-key": randomUUID() },
    body: { slot_id: slots.find(({ state }) => state === "open")!.id, rider_kind: "truck", ...SECRETS },
  });
  if (booked.status !== 201) throw new Error(`the victim could not book: ${booked.text}`);
  const [row] = await askStore<{ device_id: string }>(
    server.databaseUrl,
    "select device_id from bookings where id = ?",
    [booked.json.id as string],
  );
  const inWuhan = wuhan[0]!.id;
  const tokens: World["tokens"] = { nobody: undefined, forged: "A".repeat(43), rider: await server.session() };
  for (const role of ["volunteer", "manager"] as const) tokens[role] = (await signIn(server, role, inWuhan)).token;
  // An operator of Wuhan: Chongqing is another's city.
  tokens.operator = (await signIn(server, "operator", inWuhan)).token;
  await postForm(server, victim, `/points/${chongqing[0]!.id}`, { star: "1" });
  return {
    tokens,
    ids: [...ids, booked.json.id as string, row!.device_id, chongqing[0]!.id, slots[0]!.id],
    victim: { token: victim, device: row!.device_id },
  };
}

async function sums(databaseUrl: string): Promise<Map<string, string>> {
  const { db, close } = connect(databaseUrl);
  try {
    return new Map((await sumsOf(db)).map(({ name, rows, sum }) => [name, `${rows} ${sum}`]));
  } finally {
    await close();
  }
}

/** What a rider has that nobody else may change, as one text. */
async function belongings(databaseUrl: string, device: string): Promise<string> {
  const found: unknown[] = [];
  for (const table of ["bookings", "waitlist", "tickets", "stars", "consents", "push_subscriptions", "kept_answers"])
    found.push(await askStore(databaseUrl, `select * from ${table} where device_id = ? order by 1, 2`, [device]));
  found.push(
    await askStore(databaseUrl, "select token_hash, ended_at from sessions where device_id = ? order by 1", [device]),
    await askStore(databaseUrl, "select key_sealed, phone_sealed, wants_push from devices where id = ?", [device]),
  );
  return JSON.stringify(found);
}

/** The fields of every form, as its own schema says. */
async function formFields(): Promise<Record<string, JsonSchema>[]> {
  const forms: Record<string, JsonSchema>[] = [];
  for (const name of readdirSync("app/features", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("-form.ts"),
  )) {
    const exports = (await import(/* @vite-ignore */ join(process.cwd(), "app/features", name))) as Record<
      string,
      unknown
    >;
    for (const schema of Object.values(exports)) {
      if (!(schema instanceof z.ZodType)) continue;
      const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
      for (const one of json.anyOf ?? json.oneOf ?? [json]) if (one.properties) forms.push(one.properties);
    }
  }
  return forms;
}
