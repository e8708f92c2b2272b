import { randomUUID } from "node:crypto";
import { Agent, request, type IncomingMessage } from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { signIn } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { valueIn } from "#tests/support/store.ts";

let server: TestServer;
let point: string;
beforeAll(async () => {
  server = await startServer({ env: { NUANYI_RATE_LIMITS: "on", TRUSTED_PROXIES: "1", LOG_LEVEL: "debug" } });
  point = (await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0].id as string;
});
afterAll(() => server.dispose());

const from = (address: string) => ({ "x-forwarded-for": address });
const lines = (event: string): string[] =>
  server
    .log()
    .split("\n")
    .filter((line) => line.includes(`"security":"${event}"`));
const errors = (): string[] =>
  server
    .log()
    .split("\n")
    .filter((line) => line.includes('"level":50'));

/** One request with headers that fetch would not send. */
function raw(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; at?: string } = {},
): Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }> {
  const { hostname, port } = new URL(options.at ?? server.origin);
  return new Promise((resolve, reject) => {
    const ask = request(
      { hostname, port, path, method: options.method ?? "GET", headers: options.headers ?? {}, agent: false },
      (answer) => {
        let text = "";
        answer
          .on("data", (more: Buffer) => {
            text += more.toString();
          })
          .on("end", () => resolve({ status: answer.statusCode!, headers: answer.headers, text }))
          .on("error", reject);
      },
    );
    ask.on("error", reject);
    ask.end(options.body);
  });
}

test.each(["%", "[", "a b", "@", "x:99999", "x/me?", "x#", "a,b", "x:1:2", "http://x", "☃".normalize()])(
  "what is said in Host is read before anything else reads it: %j is no host, on pages, files and the interface",
  async (host) => {
    const before = errors().length;
    for (const path of ["/privacy", "/", "/api/v1/points?near=30.58,114.28", "/healthz", "/sw.js"]) {
      const sent = Buffer.from(host).toString("latin1");
      expect([path, (await raw(path, { headers: { host: sent } })).status]).toEqual([path, 400]);
    }
    expect(errors().length).toBe(before);
  },
);

test.each([
  "/中文",
  "/a\u0007b",
  "/\r\nset-cookie: x=y",
  "//elsewhere.example",
  "https://elsewhere.example",
  "/\\elsewhere.example",
  "/💡",
  "/%0d%0aset-cookie:x=y",
  `/${"长".repeat(3000)}`,
])("settings that lead back to %j are taken or refused in words, and lead nowhere else", async (back) => {
  const answer = await fetch(`${server.origin}/settings`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: server.origin, ...from("203.0.113.20") },
    body: new URLSearchParams({ language: "en", back }),
  });
  expect(answer.status).toBeLessThan(500);
  const to = answer.headers.get("location");
  if (to !== null)
    expect([to, new URL(to, server.origin).origin, /^[\x21-\x7e]+$/.test(to)]).toEqual([to, server.origin, true]);
  expect(answer.headers.get("set-cookie") ?? "").not.toContain("x=y");
});

test("an instant that its zone carries out of four digits is none, wherever one is asked for; an exact place may have any number of decimals", async () => {
  const { token } = await signIn(server, "volunteer", point);
  for (const at of ["9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59", "0001-01-01T00:00:00+14:00"]) {
    expect([
      at,
      (await call(server, "GET", `/points?near=30.58,114.28&open=${encodeURIComponent(at)}`)).status,
    ]).toEqual([at, 422]);
    expect([
      at,
      (await call(server, "POST", `/points/${point}/visits`, { token, body: { id: randomUUID(), kind: "water", at } }))
        .status,
    ]).toEqual([at, 422]);
  }
  expect((await call(server, "GET", "/points?near=-1.3108985,36.78958969999999")).status).toBe(200);
});

test("a quoted Idempotency-Key is the key in it: the retry is the booking that stands", async () => {
  const token = (await call(server, "POST", "/sessions", { headers: from("203.0.113.21") })).json.token as string;
  const { services } = (await call(server, "GET", `/points/${point}/services`)).json as { services: { id: string }[] };
  const slot = (
    await call(server, "GET", `/services/${services[0]!.id}/slots?from=2026-11-25&to=2026-11-25`)
  ).json.slots.find(({ state }: { state: string }) => state === "open").id as string;
  const key = randomUUID();
  const book = (said: string) =>
    call(server, "POST", "/bookings", {
      token,
      headers: { ...from("203.0.113.21"), "idempotency-key": said },
      body: { slot_id: slot, rider_kind: "courier" },
    });
  const [first, again] = [await book(key), await book(`"${key}"`)];
  expect([first.status, again.status, again.json.id]).toEqual([201, 201, first.json.id]);
});

test("streams are counted by the net of 64 bits, however an address is written; who serves finds a place beside them", async () => {
  const agent = new Agent({ keepAlive: false });
  const open: IncomingMessage[] = [];
  onTestFinished(() => {
    for (const one of open) one.destroy();
    agent.destroy();
  });
  const { hostname, port } = new URL(server.origin);
  const stream = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const ask = request({ agent, hostname, port, path: `/api/v1/points/${point}/events`, headers }, (answer) => {
        open.push(answer);
        resolve(answer.statusCode!);
      });
      ask.on("error", reject).end();
    });
  const statuses = await Promise.all(
    Array.from({ length: 320 }, (_, i) =>
      stream(
        from(i % 2 ? `2001:db8:0:7::${i.toString(16)}:1` : `2001:0DB8:0000:0007:0:0:${i.toString(16).toUpperCase()}:2`),
      ),
    ),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(300);
  expect(statuses.filter((status) => status === 503)).toHaveLength(20);
  expect(await stream(from("2001:db8:0:8::1"))).toBe(200);
  const { token } = await signIn(server, "volunteer", point);
  expect(await stream({ ...from("2001:db8:0:7::9"), authorization: `Bearer ${token}` })).toBe(200);
});

test("made-up codes of those who serve have a ceiling by address, and then cost the store nothing", async () => {
  const enter = () =>
    fetch(`${server.origin}/staff`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: server.origin, ...from("203.0.113.22") },
      body: new URLSearchParams({ act: "enter", request: randomUUID(), code: "135790", totp: "246801" }),
    });
  const statuses: number[] = [];
  for (let i = 0; i < 140; i++) statuses.push((await enter()).status);
  expect(statuses.indexOf(429)).toBeGreaterThan(0);
  expect(statuses.indexOf(429)).toBeLessThanOrEqual(120);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  const counted = () => valueIn(server.databaseUrl, "select sum(count) from rate_counts");
  const before = await counted();
  for (let i = 0; i < 20; i++) expect((await enter()).status).toBe(429);
  expect(await counted()).toBe(before);
}, 60_000);

test("what another site makes browsers send is told once a minute and address, whatever it sends to", async () => {
  const before = lines("cross-site-refused").length;
  const statuses = await Promise.all(
    Array.from({ length: 300 }, (_, i) =>
      raw(`/nowhere/${i}`, {
        method: "POST",
        headers: {
          origin: "https://elsewhere.example",
          "content-type": "text/plain",
          "content-length": "1",
          ...from("203.0.113.23"),
        },
        body: "x",
      }),
    ),
  );
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([403]));
  await raw("/nowhere", {
    method: "POST",
    headers: { origin: "https://elsewhere.example", "content-length": "0", ...from("203.0.113.24") },
  });
  await expect.poll(() => lines("cross-site-refused").length - before).toBe(2);
  const errorsBefore = errors().length;
  for (const path of ["/?_data=routes%2Fsettings", "/me?_data=root", "/points/x?_data="])
    expect([path, (await raw(path)).status]).toEqual([path, 404]);
  expect(errors().length).toBe(errorsBefore);
});

test("what opens something stands in no line of the log, however its path is spelled", async () => {
  const secret = "s".repeat(43);
  for (const path of [
    `/feed/${secret}.ics`,
    `/FEED/${secret}.ics`,
    `/Carry/${secret}`,
    `/staff/JOIN/${secret}`,
    `/%66eed/${secret}.ics`,
    `/staff//join/${secret}`,
    `//carry/${secret}`,
    `/STOP/${secret}`,
    `/carry/${secret}.data`,
    `/st%61ff/join/${secret}`,
  ]) {
    await raw(path);
    await raw(path, {
      method: "POST",
      headers: { origin: "https://elsewhere.example", "content-length": "0", ...from(`203.0.113.${path.length}`) },
    });
  }
  await expect.poll(() => /"path":"\/+(?:carry|Carry)\/…/.test(server.log())).toBe(true);
  expect(server.log()).not.toContain(secret.slice(0, 40));
});

test("a forwarder of bytes on the same machine, which adds no header, opens neither the demonstration nor a test switch", async () => {
  const shown = await startServer({ env: { NUANYI_TEST: "0", NUANYI_BACKUPS: "off" } });
  const { hostname, port } = new URL(shown.origin);
  const forwarder = createServer((visitor) => {
    const to = connect(Number(port), hostname);
    visitor.pipe(to).pipe(visitor);
    for (const end of [visitor, to]) end.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => forwarder.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    forwarder.close();
    await shown.dispose();
  });
  const at = `http://127.0.0.1:${(forwarder.address() as AddressInfo).port}`;
  const key = /examples=([\w-]{43})/.exec(shown.log())![1]!;
  const example = /name="staff" value="([\w-]+)"/.exec((await raw(`/staff?examples=${key}`, { at })).text)![1]!;
  for (const host of ["localhost", "127.0.0.1", `127.0.0.1:${port}`]) {
    expect((await raw("/staff", { at, headers: { host } })).text).not.toContain('name="staff"');
    const body = new URLSearchParams({ act: "example", staff: example }).toString();
    const answer = await raw("/staff", {
      at,
      method: "POST",
      headers: {
        host,
        origin: `http://${host}`,
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(body.length),
      },
      body,
    });
    expect([host, answer.status, answer.headers["set-cookie"]]).toEqual([host, 404, undefined]);
    const switched = await raw("/test/sign-in", {
      at,
      method: "POST",
      headers: { host, "content-type": "application/json", "content-length": "19" },
      body: '{"role":"operator"}',
    });
    expect([switched.status, switched.text.includes("token")]).toEqual([415, false]);
  }
}, 60_000);
