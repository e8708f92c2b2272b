import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, freePort, startServer, type TestServer } from "#tests/support/server.ts";

const TOKEN = "a token of some length";
let server: TestServer;
let port: number;
beforeAll(async () => {
  port = await freePort();
  server = await startServer({ env: { METRICS_PORT: String(port), METRICS_TOKEN: TOKEN, LOG_LEVEL: "debug" } });
});
afterAll(() => server.dispose());

const figures = async (): Promise<Map<string, number>> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return new Map(
    text
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
};

test("bookings, refusals, lines, lag, requests and the event loop are figures on a port of their own", async () => {
  const near = await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
  const point = near.json.features[0].id as string;
  const service = (await call(server, "GET", `/points/${point}/services`)).json.services[0].id as string;
  const { slots } = (await call(server, "GET", `/services/${service}/slots?from=2026-11-25&to=2026-11-25`)).json as {
    slots: { id: string; capacity: number }[];
  };
  const slot = slots[0]!;
  for (let i = 0; i <= slot.capacity; i++) {
    await call(server, "POST", "/bookings", {
      token: await server.session(),
      headers: { "idempotency-key": randomUUID() },
      body: { slot_id: slot.id, rider_kind: "food-rider" },
    });
  }
  const found = await figures();
  expect(found.get('nuanyi_bookings_total{outcome="booked"}')).toBe(slot.capacity);
  expect(found.get('nuanyi_bookings_total{outcome="slot-full"}')).toBe(1);
  expect(found.get('nuanyi_reminder_lag_seconds{channel="push"}')).toBe(0);
  expect(found.get('nuanyi_requests_total{kind="api",status="2xx"}')).toBeGreaterThan(4);
  expect(found.get("nuanyi_backup_age_seconds")).toBe(-1);
  expect([...found.keys()].some((name) => name.startsWith("nodejs_eventloop_lag_p99_seconds"))).toBe(true);
  expect([...found.keys()].filter((name) => name.startsWith("nuanyi_queue_waiting")).length).toBeGreaterThanOrEqual(0);
});

test("on the product's port the figures want their token, and are not there without it", async () => {
  const status = async (authorization?: string) =>
    (await fetch(`${server.origin}/metrics`, { headers: authorization ? { authorization } : {} })).status;
  expect([await status(), await status("Bearer another"), await status(`Bearer ${TOKEN}`)]).toEqual([404, 404, 200]);
  const plain = await startServer();
  try {
    expect((await fetch(`${plain.origin}/metrics`, { headers: { authorization: "Bearer " } })).status).toBe(404);
  } finally {
    await plain.dispose();
  }
});

test("an answer names its request, and the log's line of it does too, without what the address asked", async () => {
  const answer = await fetch(`${server.origin}/api/v1/landmarks?near=30.5811,114.2822&limit=1`);
  const id = answer.headers.get("x-request-id")!;
  expect(id).toMatch(/^[\w-]{8}-[\da-z]+$/);
  const other = (await fetch(`${server.origin}/me`)).headers.get("x-request-id")!;
  expect(other).not.toBe(id);
  await expect.poll(() => server.log()).toContain(other);
  expect(server.log()).not.toContain("30.5811");
});

test("a server that is told to end says so to its balancer, answers what is in flight and ends with 0", async () => {
  const ending = await startServer();
  const stream = await fetch(
    `${ending.origin}/api/v1/points/${((await call(ending, "GET", "/points?near=30.58,114.28&limit=1")).json.features as { id: string }[])[0]!.id}/events`,
  );
  expect(stream.status).toBe(200);
  const slow = call(ending, "POST", "/sessions");
  expect(await ending.kill("SIGTERM")).toBe(0);
  expect((await slow).status).toBe(201);
  await ending.dispose();
});
