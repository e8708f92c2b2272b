import { afterAll, beforeAll, expect, test } from "vitest";
import { randomUUID } from "node:crypto";
import { NOW } from "#tests/support/now.ts";
import { postForm, signIn, tablet } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { valueIn } from "#tests/support/store.ts";

let server: TestServer;
let point: string;
let service: string;
beforeAll(async () => {
  // As in production: limits on.
  server = await startServer({ env: { NUANYI_RATE_LIMITS: "on", TRUSTED_PROXIES: "1" } });
  point = (await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0].id as string;
  service = (await call(server, "GET", `/points/${point}/services`)).json.services[0].id as string;
});
afterAll(() => server.dispose());

const from = (address: string) => ({ "x-forwarded-for": address });
const events = () =>
  server
    .log()
    .split("\n")
    .filter((line) => line.includes('"security"'))
    .map((line) => (JSON.parse(line) as { security: string }).security);

test("one address does not empty a point with devices of its own making: after some, a phone must vouch", async () => {
  const { slots } = (await call(server, "GET", `/services/${service}/slots?from=2026-11-25&to=2026-11-28`)).json as {
    slots: { id: string; state: string }[];
  };
  const open = slots.filter(({ state }) => state === "open").slice(0, 90);
  const statuses: number[] = [];
  for (const { id } of open) {
    const { json } = await call(server, "POST", "/sessions", { headers: from("203.0.113.7") });
    statuses.push(
      (
        await call(server, "POST", "/bookings", {
          token: json.token as string,
          headers: { ...from("203.0.113.7"), "idempotency-key": randomUUID() },
          body: { slot_id: id, rider_kind: "food-rider" },
        })
      ).status,
    );
  }
  expect(open.length).toBeGreaterThan(70);
  expect(statuses.filter((status) => status === 201)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
  const elsewhere = (await call(server, "POST", "/sessions", { headers: from("198.51.100.1") })).json.token as string;
  expect(
    (
      await call(server, "POST", "/bookings", {
        token: elsewhere,
        headers: { ...from("198.51.100.1"), "idempotency-key": randomUUID() },
        body: { slot_id: open.at(-1)!.id, rider_kind: "food-rider" },
      })
    ).status,
  ).toBe(201);
}, 60_000);

test("new devices of one address have a ceiling, on the interface and on pages, and the page says so", async () => {
  const tries = await Promise.all(
    Array.from({ length: 320 }, () => call(server, "POST", "/sessions", { headers: from("203.0.113.8") })),
  );
  expect(tries.filter(({ status }) => status === 201)).toHaveLength(300);
  expect(tries.find(({ status }) => status === 429)!.headers.get("retry-after")).toMatch(/^\d+$/);
  const page = await fetch(`${server.origin}/points/${point}`, {
    method: "POST",
    headers: { ...from("203.0.113.8"), origin: server.origin, "content-type": "application/x-www-form-urlencoded" },
    body: "door=open",
  });
  expect(page.status).toBe(429);
  expect(await page.text()).toContain("这个网络来的人太多了");
}, 60_000);

test("without the variable nobody's word on their address counts", async () => {
  const plain = await startServer({ env: { NUANYI_RATE_LIMITS: "on" } });
  try {
    const tries = await Promise.all(
      Array.from({ length: 305 }, (_, i) =>
        call(plain, "POST", "/sessions", { headers: from(`203.0.113.${i % 250}`) }),
      ),
    );
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(300);
  } finally {
    await plain.dispose();
  }
}, 60_000);

test("behind a proxy that ends TLS the session is as safe as without: its cookie is __Host- and Secure, and no banner says plain http", async () => {
  const behind = await startServer({
    env: { NUANYI_TEST: "0", PUBLIC_ORIGIN: "https://nuanyi.example", TRUSTED_PROXIES: "1", NUANYI_BACKUPS: "off" },
  });
  try {
    const { request } = await import("node:http");
    const asked = await new Promise<{ cookie: string; headers: Record<string, unknown>; text: string }>(
      (resolve, reject) => {
        const ask = request(
          `${behind.origin}/api/v1/sessions`,
          {
            method: "POST",
            headers: {
              host: "nuanyi.example",
              origin: "https://nuanyi.example",
              "content-type": "application/json",
              "x-forwarded-proto": "https",
              "x-forwarded-for": "203.0.113.9",
            },
          },
          (answer) => {
            let text = "";
            answer.on("data", (more: Buffer) => {
              text += more.toString();
            });
            answer.on("end", () =>
              resolve({ cookie: (answer.headers["set-cookie"] ?? []).join(), headers: answer.headers, text }),
            );
          },
        );
        ask.on("error", reject);
        ask.end(JSON.stringify({ keep: "cookie" }));
      },
    );
    expect(asked.cookie).toMatch(/^__Host-nuanyi=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    expect(asked.headers["strict-transport-security"]).toContain("max-age=31536000");
  } finally {
    await behind.dispose();
  }
});

test("every answer, whoever gives it, says what it is, stands in no frame and lets no script in", async () => {
  const paths = [
    "/",
    "/me",
    "/healthz",
    "/readyz",
    "/api/v1/openapi.json",
    "/api/v1/points?near=30.58,114.28",
    "/api/v1/bookings",
    "/nowhere",
    "/sw.js",
    "/manifest.webmanifest",
    "/favicon.ico",
    `/points/${point}`,
    "/me/data/all.json",
  ];
  for (const path of [...paths, ...paths]) {
    const { headers } = await fetch(server.origin + path);
    expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
    expect([path, headers.get("content-security-policy") ?? ""]).toEqual([
      path,
      expect.stringMatching(/frame-ancestors 'none'/),
    ]);
    expect([path, (headers.get("content-security-policy") ?? "").includes("unsafe")]).toEqual([path, false]);
    expect([path, headers.get("referrer-policy")]).toEqual([path, "same-origin"]);
  }
  expect((await fetch(server.origin)).headers.get("permissions-policy")).toContain("camera=(self)");
});

test("asking whether the server is ready costs the store one write, however many ask", async () => {
  const written = () => valueIn(server.databaseUrl, "select at from heartbeats where name = 'ready'");
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await fetch(`${server.origin}/readyz`);
  const first = await written();
  const all = await Promise.all(Array.from({ length: 200 }, () => fetch(`${server.origin}/readyz`)));
  expect(all.every(({ status }) => status === 200)).toBe(true);
  expect(await written()).toBe(first);
});

test("what somebody tries is heard: wrong codes and PINs, refused passkeys, missing rights, other sites, spent limits; and no line holds what they typed", async () => {
  const other = (await call(server, "GET", "/points?near=29.56,106.57&limit=1")).json.features[0].id as string;
  const { token } = await signIn(server, "volunteer", point);
  const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(server.origin + path, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
      headers: { origin: server.origin, ...headers },
    });
  await form("/staff", { act: "enter", request: randomUUID(), code: "135790", totp: "246801" });
  await fetch(`${server.origin}/desk/${other}`, { headers: { authorization: `Bearer ${token}` } });
  await call(server, "POST", `/points/${other}/visits`, { token, body: { id: randomUUID(), kind: "water" } });
  await call(server, "POST", "/staff/sign-in", {
    body: {
      id: randomUUID(),
      response: { id: "a", rawId: "a", type: "public-key", response: {}, clientExtensionResults: {} },
    },
  });
  await form("/me", {}, { origin: "https://elsewhere.example" });
  const shared = await tablet(server, point);
  await postForm(server, shared, `/desk/${point}`, { act: "pin", pin: "975310" });
  await expect.poll(() => events().includes("cross-site-refused")).toBe(true);
  const heard = new Set(events());
  for (const event of [
    "code-wrong",
    "passkey-refused",
    "right-missing",
    "cross-site-refused",
    "limit-spent",
    "signed-in",
    "pin-wrong",
  ])
    expect([event, heard.has(event)]).toEqual([event, true]);
  expect(server.log()).not.toMatch(/135790|246801|975310|203\.0\.113/);
  expect(server.log()).not.toContain(token);
});

test("a session that was left open changes no way in: a quarter of an hour after signing in one shows again who one is", async () => {
  const { token } = await signIn(server, "manager", point);
  const ways = async () =>
    (await fetch(`${server.origin}/duty/ways`, { headers: { authorization: `Bearer ${token}` } })).text();
  const change = async () => [
    (await postForm(server, token, "/duty/ways", { act: "pin", point })).status,
    (await postForm(server, token, "/duty/ways", { act: "ask", phone: "13800000001" })).status,
    (await call(server, "POST", "/staff/passkeys/options", { token })).status,
    (await postForm(server, token, "/duty/ways", { act: "remove-passkey", passkey: "x" })).status,
  ];
  expect(await change()).toEqual([200, 200, 200, 409]);
  expect(await ways()).not.toContain("/staff?again=1");
  await server.setClock(new Date(Date.parse(NOW) + 16 * 60_000).toISOString());
  expect(await change()).toEqual([403, 403, 403, 403]);
  expect(await ways()).toContain("/staff?again=1");
  expect((await postForm(server, token, "/duty/ways", { act: "end-others" })).status).toBe(200);
  const again = await fetch(`${server.origin}/staff?again=1`, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
  });
  expect(again.status).toBe(200);
});
