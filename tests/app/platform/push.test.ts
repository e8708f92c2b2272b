import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "#app/platform/config.server.ts";
import { makeKeys } from "#app/platform/keys.server.ts";
import { allowedBy, canEncryptFor, makePush, type Push } from "#app/platform/push.server.ts";
import { parseRetryAfter, type Instant } from "#app/time/instant.ts";
import { browserKeys } from "#tests/support/browser-keys.ts";

let folder: string;
let server: Server;
let origin: string;
let ca: Buffer;
/** What the push service answers next, by the path that was posted to. */
let answers: Record<string, { status: number; body?: string; headers?: Record<string, string> }> = {};
let posted = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nuanyi-push-"));
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-keyout",
      join(folder, "key.pem"),
      "-out",
      join(folder, "cert.pem"),
      "-days",
      "2",
      "-subj",
      "/CN=127.0.0.1",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
    ],
    { stdio: "ignore" },
  );
  ca = readFileSync(join(folder, "cert.pem"));
  server = createServer({ key: readFileSync(join(folder, "key.pem")), cert: ca }, (req, res) => {
    posted++;
    const { status, body = "", headers = {} } = answers[req.url!] ?? { status: 201 };
    req.resume().on("end", () => res.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `https://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

const refused: string[] = [];
const fresh = (): Push =>
  makePush({
    keys: makeKeys(join(folder, `${Math.random()}.json`)),
    subject: "https://nuanyi.cn",
    hosts: [new URL(origin).host, "*.push.apple.com"],
    ca,
    refused: (host, reason) => void refused.push(`${host} ${reason}`),
  });
const send = (push: Push, path: string, keys = browserKeys()) =>
  push.send({ endpoint: origin + path, ...keys }, "{}", { ttlSeconds: 60, topic: "t" });

test("twenty-four subscriptions with broken keys end each by itself, and the host serves the next at once", async () => {
  const push = fresh();
  const broken = { p256dh: Buffer.alloc(65, 4).toString("base64url"), auth: browserKeys().auth };
  for (let n = 0; n < 24; n++)
    expect(await send(push, `/${n}`, broken)).toEqual({ kind: "gone", reason: "broken keys" });
  const before = posted;
  expect(await send(push, "/fine")).toEqual({ kind: "sent" });
  expect(posted).toBe(before + 1);
});

test("a key is a point of the curve and sixteen bytes, or no key", () => {
  const good = browserKeys();
  expect(canEncryptFor(good)).toBe(true);
  const off = Buffer.from(good.p256dh, "base64url");
  off[64]! ^= 1;
  for (const bad of [
    { ...good, p256dh: off.toString("base64url") },
    { ...good, p256dh: Buffer.alloc(65).toString("base64url") },
    { ...good, p256dh: good.p256dh.slice(4) },
    { ...good, auth: "AA" },
  ])
    expect(canEncryptFor(bad)).toBe(false);
});

test("whose fault a failure is: what blames our header stays and is an alarm, another key and a dead address end the subscription, too many waits", async () => {
  const push = fresh();
  answers = {
    "/jwt": { status: 403, body: '{"reason":"BadJwtToken"}' },
    "/plain": { status: 400, body: "bad request" },
    "/auth": { status: 401, body: "Unauthorized" },
    "/hash": { status: 400, body: '{"reason":"VapidPkHashMismatch"}' },
    "/fcm": {
      status: 403,
      body: "the VAPID credentials in the authorization header do not correspond to the credentials used to create the subscriptions.",
    },
    "/gone": { status: 410 },
    "/never": { status: 404 },
    "/many": { status: 429, headers: { "retry-after": "7" } },
    "/date": { status: 429, headers: { "retry-after": new Date(Date.now() + 90_000).toUTCString() } },
    "/down": { status: 503, headers: { "retry-after": "3" } },
  };
  const kinds: Record<string, unknown> = {};
  for (const path of Object.keys(answers)) kinds[path] = await send(push, path);
  expect(kinds).toMatchObject({
    "/jwt": { kind: "later", reason: "status 403 BadJwtToken", blamesUs: true },
    "/plain": { kind: "later", blamesUs: true },
    "/auth": { kind: "later", blamesUs: true },
    "/hash": { kind: "gone" },
    "/fcm": { kind: "gone" },
    "/gone": { kind: "gone" },
    "/never": { kind: "gone" },
    "/many": { kind: "later", retryAfterSeconds: 7 },
    "/down": { kind: "later", retryAfterSeconds: 3 },
  });
  expect((kinds["/date"] as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(80);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toContain("BadJwtToken");
});

test("a host is left alone for failures of its own only: answers against one subscription are none", async () => {
  const push = fresh();
  answers = { "/many": { status: 429 }, "/jwt": { status: 403, body: "BadJwtToken" }, "/down": { status: 500 } };
  for (let n = 0; n < 8; n++) await send(push, n % 2 ? "/many" : "/jwt");
  expect(await send(push, "/fine")).toEqual({ kind: "sent" });
  for (let n = 0; n < 5; n++) await send(push, "/down");
  expect(await send(push, "/fine")).toMatchObject({ kind: "later", untried: true });
});

test("hosts are counted by the entry that allows them: a name of a stranger's choosing is none of ours", () => {
  const hosts = readConfig({}).pushHosts;
  expect(allowedBy("https://whatever-i-like.notify.windows.com/x", hosts)).toBe("*.notify.windows.com");
  expect(allowedBy("https://api.push.apple.com/x", hosts)).toBe("*.push.apple.com");
  for (const evil of [
    "https://push.apple.com.evil.cn/",
    "http://fcm.googleapis.com/",
    "https://u:p@fcm.googleapis.com/",
    "https://fcm.googleapis.com:8443/",
    "x",
  ])
    expect(allowedBy(evil, hosts)).toBeUndefined();
});

test("who we are to push services is the product itself unless it is said, and no reserved name", () => {
  expect(readConfig({ PUBLIC_ORIGIN: "https://nuanyi.cn" }).vapidSubject).toBe("https://nuanyi.cn");
  expect(readConfig({ VAPID_SUBJECT: "mailto:ops@nuanyi.cn" }).vapidSubject).toBe("mailto:ops@nuanyi.cn");
  for (const nobody of [
    "mailto:a@nuanyi.example",
    "mailto:a@example.com",
    "https://localhost",
    "mailto:a@x.test",
    "https://a.invalid/x",
  ])
    expect(() => readConfig({ VAPID_SUBJECT: nobody })).toThrow(/VAPID_SUBJECT names nobody/);
});

test("Retry-After comes in seconds and as a date", () => {
  const now = "2026-11-24T02:00:00.000Z" as Instant;
  expect(
    ["120", "Tue, 24 Nov 2026 02:01:00 GMT", "Tue, 24 Nov 2026 01:00:00 GMT", "999999999", "soon", undefined].map(
      (text) => parseRetryAfter(text, now),
    ),
  ).toEqual([120, 60, 0, 86_400, undefined, undefined]);
});
