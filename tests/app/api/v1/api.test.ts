import { randomUUID } from "node:crypto";
import { Validator } from "@seriousme/openapi-schema-validator";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as schemas from "#app/api/v1/schemas.ts";
import { browserKeys } from "#tests/support/browser-keys.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";

let server: TestServer;
let clinic: { point: string; service: string; topics: { id: string }[] };
beforeAll(async () => {
  server = await startServer();
  const near = await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
  const point = near.json.features[0].id as string;
  const { services } = (await call(server, "GET", `/points/${point}/services`)).json;
  clinic = { point, service: services[0].id, topics: services[0].topics };
});
afterAll(() => server.dispose());

const slots = async (date: string) =>
  (await call(server, "GET", `/services/${clinic.service}/slots?from=${date}&to=${date}`)).json as {
    slots: { id: string; start: string; remaining: number; state: string }[];
    days: { date: string; quota: number; left: number }[];
  };
const book = (token: string, slotId: string, more: Record<string, unknown> = {}, key: string = randomUUID()) =>
  call(server, "POST", "/bookings", {
    token,
    headers: { "idempotency-key": key },
    body: { slot_id: slotId, rider_kind: "food-rider", ...more },
  });

describe("public reads", () => {
  test("points come as GeoJSON, nearest first, with their doors, and 304 to whoever has them", async () => {
    const answer = await call(server, "GET", "/points?near=30.58,114.28&limit=5");
    expect(answer.headers.get("content-type")).toContain("application/geo+json");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const { features } = schemas.pointCollection.parse(answer.json) as {
      features: { properties: { distance_m: number } }[];
    };
    const distances = features.map(({ properties }) => properties.distance_m);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    const etag = answer.headers.get("etag")!;
    expect(
      await call(server, "GET", "/points?near=30.58,114.28&limit=5", { headers: { "if-none-match": etag } }),
    ).toMatchObject({ status: 304, text: "" });
    expect(answer.headers.get("link")).toBe('</api/v1/points?near=30.58%2C114.28&limit=5&cursor=5>; rel="next"');
  });

  test("a box wants a zoom, and far out it holds clusters", async () => {
    const wide = await call(server, "GET", "/points?bbox=113,29,116,32&zoom=6");
    expect(schemas.pointCollection.parse(wide.json).features.some(({ properties }) => "cluster" in properties)).toBe(
      true,
    );
    expect((await call(server, "GET", "/points?bbox=113,29,116,32")).status).toBe(422);
  });

  test("one point, its services and its slots fit their schemas", async () => {
    schemas.pointFeature.parse((await call(server, "GET", `/points/${clinic.point}`)).json);
    schemas.services.parse((await call(server, "GET", `/points/${clinic.point}/services`)).json);
    schemas.slots.parse(
      (await call(server, "GET", `/services/${clinic.service}/slots?from=2026-11-24&to=2026-11-30`)).json,
    );
    expect((await slots("2026-11-24")).days).toEqual([{ date: "2026-11-24", quota: 60, left: 60 }]);
  });

  test.each([
    "/points",
    "/points?near=91,0",
    "/points?near=a,b",
    "/points?near=30,114&radius=50001",
    "/points?near=30,114&radius=0",
    "/points?near=30,114&limit=101",
    "/points?near=30,114&kind=pub",
    "/points?near=30,114&open=soon",
    "/points?bbox=1,2,3&zoom=3",
    "/points?near=30,114&near=31,115",
  ])("%s is 422 with what is wrong", async (path) => {
    const answer = await call(server, "GET", path);
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(schemas.problemDetails.parse(answer.json).errors!.length).toBeGreaterThan(0);
  });

  test.each(["from=2026-02-30", "from=2026-11-24&to=2026-11-23", "from=2026-11-24&to=2026-12-25", "from=1&to=2"])(
    "slots with %s are 422",
    async (query) => {
      expect((await call(server, "GET", `/services/${clinic.service}/slots?${query}`)).status).toBe(422);
    },
  );

  test.each([
    `/points/${randomUUID()}`,
    "/points/1",
    `/points/${randomUUID()}/services`,
    `/services/${randomUUID()}/slots`,
    "/nowhere",
    "/points/%00",
    "/points/%E0%A4%A",
  ])("%s is not there", async (path) => {
    expect([400, 404]).toContain((await call(server, "GET", path)).status);
  });

  test("the description is valid OpenAPI 3.1 and names every call", async () => {
    const { json } = await call(server, "GET", "/openapi.json");
    expect(await new Validator().validate(json as never)).toMatchObject({ valid: true });
    for (const path of [
      "/points",
      "/points/{id}",
      "/points/{id}/services",
      "/services/{id}/slots",
      "/sessions",
      "/bookings",
      "/bookings/{id}",
      "/bookings/{id}.ics",
      "/bookings/{id}/cancel",
      "/bookings/{id}/move",
      "/waitlist",
      "/waitlist/{id}/accept",
      "/push-subscriptions",
      "/inbox",
      "/inbox/{id}/read",
      "/points/{id}/door-reports",
    ]) {
      expect(Object.keys(json.paths as object)).toContain(path);
    }
  });
});

describe("a booking", () => {
  test("is made, kept for its retry, listed, moved, read as a calendar and cancelled", async () => {
    const token = await server.session();
    const free = (await slots("2026-11-25")).slots;
    const key = randomUUID();
    const made = await book(token, free[0]!.id, { topic_id: clinic.topics[0]!.id, note: "右膝 🦵" }, key);
    expect(made.status).toBe(201);
    const { id } = schemas.booking.parse(made.json);
    expect(made.headers.get("cache-control")).toBe("no-store");
    const again = await book(token, free[0]!.id, { topic_id: clinic.topics[0]!.id, note: "右膝 🦵" }, key);
    expect([again.status, again.text]).toEqual([201, made.text]);
    expect((await book(token, free[1]!.id, {}, key)).json).toMatchObject({ status: 422, type: "/problems/key-reused" });
    expect((await book(token, free[5]!.id)).json).toMatchObject({
      status: 409,
      type: "/problems/already-booked",
      booking_id: id,
    });
    expect((await call(server, "GET", "/bookings", { token })).json.bookings).toHaveLength(1);
    expect(
      (await call(server, "POST", `/bookings/${id}/move`, { token, body: { slot_id: free[3]!.id } })).json,
    ).toMatchObject({ slot: { id: free[3]!.id } });
    const ics = await call(server, "GET", `/bookings/${id}.ics`, { token });
    expect(ics.headers.get("content-type")).toContain("text/calendar");
    expect(
      new ICAL.Event(new ICAL.Component(ICAL.parse(ics.text) as never).getFirstSubcomponent("vevent")!),
    ).toMatchObject({ uid: `${id}@nuanyi`, sequence: 1 });
    expect((await call(server, "POST", `/bookings/${id}/cancel`, { token })).json).toMatchObject({
      status: "cancelled",
    });
    expect((await call(server, "POST", `/bookings/${id}/cancel`, { token })).status).toBe(200);
    const fresh = new ICAL.Component(
      ICAL.parse((await call(server, "GET", `/bookings/${id}.ics`, { token })).text) as never,
    ).getFirstSubcomponent("vevent")!;
    expect(fresh.getFirstPropertyValue("status")).toBe("CANCELLED");
  });

  test("wants a session, a key, and a body that makes sense; nothing is written otherwise", async () => {
    const token = await server.session();
    const [slot] = (await slots("2026-11-26")).slots;
    const body = { slot_id: slot!.id, rider_kind: "food-rider" };
    const key = { "idempotency-key": randomUUID() };
    expect((await call(server, "POST", "/bookings", { headers: key, body })).status).toBe(401);
    expect((await call(server, "POST", "/bookings", { token: "A".repeat(43), headers: key, body })).status).toBe(401);
    expect((await call(server, "POST", "/bookings", { token, body })).json).toMatchObject({
      status: 400,
      type: "/problems/no-key",
    });
    expect((await call(server, "POST", "/bookings", { token, headers: { "idempotency-key": "1" }, body })).status).toBe(
      400,
    );
    expect((await call(server, "POST", "/bookings", { token, headers: key, body: "{broken" })).json).toMatchObject({
      status: 400,
      type: "/problems/bad-json",
    });
    expect(
      (
        await call(server, "POST", "/bookings", {
          token,
          headers: key,
          body: JSON.stringify({ ...body, note: "x".repeat(100_000) }),
        })
      ).status,
    ).toBe(413);
    const wrong: [Record<string, unknown>, string][] = [
      [{ slot_id: "1" }, "slot_id"],
      [{ rider_kind: "pilot" }, "rider_kind"],
      [{ phone: "12345" }, "phone"],
      [{ note: "a\u0000b" }, "note"],
      [{ note: "\ud800" }, "note"],
      [{ name: "x".repeat(41) }, "name"],
      [{ note: "x".repeat(501) }, "note"],
      [{ topic_id: "1" }, "topic_id"],
      [{ topic_id: randomUUID() }, "topic_id"],
      [{ name: 7 }, "name"],
      [{ name: {} }, "name"],
    ];
    for (const [change, path] of wrong) {
      const answer = await call(server, "POST", "/bookings", { token, headers: key, body: { ...body, ...change } });
      expect([answer.status, answer.json.errors[0].path]).toEqual([422, path]);
      expect(answer.text).not.toContain("xxx");
    }
    expect(
      (await call(server, "POST", "/bookings", { token, headers: key, body: { ...body, slot_id: randomUUID() } }))
        .status,
    ).toBe(404);
    expect((await call(server, "GET", "/bookings", { token })).json.bookings).toEqual([]);
    expect((await slots("2026-11-26")).days[0]!.left).toBe(60);
  });

  test("a service for others says for whom", async () => {
    const [slot] = (await slots("2026-11-26")).slots;
    expect((await book(await server.session(), slot!.id, { rider_kind: "truck" })).json).toMatchObject({
      status: 409,
      type: "/problems/not-for-you",
      for: ["food-rider", "courier"],
      nearest: null,
    });
  });

  test("a full slot has a line, and a freed place is offered to it by itself", async () => {
    const slot = (await slots("2026-11-27")).slots[0]!;
    const tokens = await Promise.all(Array.from({ length: 3 }, () => server.session()));
    const taken = [await book(tokens[0]!, slot.id), await book(tokens[1]!, slot.id)];
    expect((await book(tokens[2]!, slot.id)).json).toMatchObject({
      status: 409,
      type: "/problems/slot-full",
      waiting: 0,
    });
    const waiting = await call(server, "POST", "/waitlist", { token: tokens[2]!, body: { slot_id: slot.id } });
    expect([waiting.status, waiting.json]).toMatchObject([201, { status: "waiting", ahead: 0 }]);
    expect((await call(server, "POST", `/waitlist/${waiting.json.id}/accept`, { token: tokens[2]! })).status).toBe(404);
    await call(server, "POST", `/bookings/${taken[0]!.json.id}/cancel`, { token: tokens[0]! });
    expect(
      (await call(server, "POST", `/waitlist/${waiting.json.id}/accept`, { token: tokens[2]! })).json,
    ).toMatchObject({ status: "booked", slot: { id: slot.id } });
  });

  test("no rider sees, changes or reads another's: every private thing answers 404", async () => {
    const [mine, theirs] = [await server.session(), await server.session()];
    const slot = (await slots("2026-11-28")).slots[0]!;
    const { id } = (await book(mine, slot.id)).json as { id: string };
    for (const [method, path] of [
      ["GET", `/bookings/${id}`],
      ["GET", `/bookings/${id}.ics`],
      ["POST", `/bookings/${id}/cancel`],
      ["POST", `/waitlist/${id}/accept`],
      ["POST", `/waitlist/${id}/leave`],
      ["GET", `/waitlist/${id}`],
      ["POST", `/inbox/${id}/read`],
    ] as const) {
      expect([path, (await call(server, method, path, { token: theirs })).status]).toEqual([path, 404]);
    }
    expect(
      (await call(server, "POST", `/bookings/${id}/move`, { token: theirs, body: { slot_id: slot.id } })).status,
    ).toBe(404);
    expect((await call(server, "GET", "/bookings", { token: theirs })).json.bookings).toEqual([]);
    expect((await call(server, "GET", `/bookings/${id}`, { token: mine })).json.status).toBe("booked");
  });
});

describe("the door, push and inbox", () => {
  test("a word on the door shows to the next who asks, once a device in ten minutes", async () => {
    const token = await server.session();
    const report = () =>
      call(server, "POST", `/points/${clinic.point}/door-reports`, { token, body: { state: "open" } });
    expect((await report()).status).toBe(201);
    const second = await report();
    expect(second.status).toBe(429);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
    const [feature] = (await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features;
    expect(feature.properties.open).toMatchObject({
      state: "open",
      confirmed_at: expect.stringContaining("2026-11-24T") as string,
    });
    expect(
      (
        await call(server, "POST", `/points/${clinic.point}/door-reports`, {
          token: await server.session(),
          body: { state: "ajar" },
        })
      ).status,
    ).toBe(422);
  });

  test("only a known push service is taken", async () => {
    const token = await server.session();
    const keys = browserKeys();
    const put = (endpoint: string, k: unknown = keys) =>
      call(server, "PUT", "/push-subscriptions", { token, body: { endpoint, expirationTime: null, keys: k } });
    expect((await put("https://fcm.googleapis.com/fcm/send/x")).status).toBe(204);
    for (const evil of [
      "http://169.254.169.254/",
      "https://127.0.0.1/",
      "https://fcm.googleapis.com.evil.example/",
      "file:///etc/passwd",
      "x",
    ])
      expect((await put(evil)).status).toBe(422);
    expect((await put("https://fcm.googleapis.com/x", { p256dh: "AA", auth: "AA" })).status).toBe(422);
    expect((await call(server, "DELETE", "/push-subscriptions", { token })).status).toBe(204);
  });

  test("a reminder comes into the inbox by itself when its time comes", async () => {
    const token = await server.session();
    const slot = (await slots("2026-11-25")).slots.at(-1)!;
    await book(token, slot.id);
    await server.setClock("2026-11-24T09:20:01.000Z");
    await expect
      .poll(
        async () =>
          ((await call(server, "GET", "/inbox", { token })).json.messages as { title: string }[]).map(
            ({ title }) => title,
          ),
        { timeout: 10_000 },
      )
      .toEqual(["明天 17:20 去骑手门诊 · 武汉市第四医院"]);
    await server.setClock("2026-11-24T02:00:00.000Z");
  });
});

describe("what comes from elsewhere", () => {
  const post = (headers: Record<string, string>, path = "/api/v1/sessions") =>
    fetch(server.origin + path, { method: "POST", headers }).then(({ status }) => status);

  test("a post from another site is refused on every path, resource routes and data requests too", async () => {
    for (const path of [
      "/api/v1/sessions",
      "/settings",
      "/settings.data",
      "/?_data=routes%2Fsettings",
      "/inbox",
      "/test/clock",
    ]) {
      expect([path, await post({ "sec-fetch-site": "cross-site" }, path)]).toEqual([path, 403]);
      expect([path, await post({ "sec-fetch-site": "same-site" }, path)]).toEqual([path, 403]);
      expect([path, await post({ origin: "https://evil.example" }, path)]).toEqual([path, 403]);
      expect([path, await post({ origin: "null" }, path)]).toEqual([path, 403]);
      expect([path, await post({ cookie: "a=b" }, path)]).toEqual([path, 403]);
    }
    expect(await post({ origin: server.origin })).toBe(201);
    expect(await post({ "sec-fetch-site": "same-origin" })).toBe(201);
  });

  test("a bearer makes cookies count for nothing", async () => {
    const token = await server.session();
    const answer = await fetch(`${server.origin}/api/v1/bookings`, {
      headers: { authorization: "Bearer wrong", cookie: `__Host-nuanyi=${token}` },
    });
    expect(answer.status).toBe(401);
  });

  test("ten megabytes, no length, and broken addresses are answered in words, and the server stays up", async () => {
    const large = await fetch(`${server.origin}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"a":"${"x".repeat(10_000_000)}"}`,
    });
    expect(large.status).toBe(413);
    const page = await fetch(`${server.origin}/settings`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: server.origin },
      body: `a=${"x".repeat(10_000_000)}`,
    }).then(
      ({ status }) => status,
      () => 413,
    );
    expect(page).toBe(413);
    for (const path of [
      "/%",
      "/points/%00",
      "/points/../../etc/passwd",
      "/bookings/%E0%A4%A",
      "/?at=%00",
      "/?q=%F0%9F%A6%B5%E2%80%AE%00",
      `/points/${"x".repeat(5000)}`,
    ]) {
      expect([path, (await fetch(server.origin + path)).status < 500]).toEqual([path, true]);
    }
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
  });

  test("what is no form, or no method of a page, is refused in the reader's words and never 5xx", async () => {
    const send = (path: string, init: RequestInit) =>
      fetch(server.origin + path, {
        ...init,
        headers: { origin: server.origin, accept: "text/html", ...init.headers },
      });
    for (const path of ["/settings", `/points/${clinic.point}`, `/services/${clinic.service}/book`, "/inbox", "/me"]) {
      for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x"]) {
        expect([
          path,
          type,
          (await send(path, { method: "POST", body: "{", headers: { "content-type": type } })).status,
        ]).toEqual([path, type, 415]);
      }
      expect([
        path,
        (
          await send(path, {
            method: "PUT",
            body: "a=b",
            headers: { "content-type": "application/x-www-form-urlencoded" },
          })
        ).status,
      ]).toEqual([path, 405]);
    }
    const broken = await send("/%E0%A4%A", {});
    expect([broken.status, broken.headers.get("content-type"), (await broken.text()).includes("回到附近")]).toEqual([
      400,
      "text/html; charset=utf-8",
      true,
    ]);
    const nothing = await send(`/services/${clinic.service}/book`, {
      method: "POST",
      body: "slot_id=1&rider_kind=king&note=%00",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect([nothing.status, (await nothing.text()).includes("先选一个时间。")]).toEqual([422, true]);
    const away = await send("/settings", {
      method: "POST",
      body: "elder=1&back=//evil.example",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(away.headers.get("location")).toBe("/me");
  });

  test("the log holds nothing of what riders wrote", () => {
    expect(server.log()).not.toMatch(/右膝|at .*\(.*:\d+:\d+\)/);
  });
});

test("a browser that asks for a session in a cookie gets one where it has none, keeps a living one, and is told of one that was ended", async () => {
  const ask = (cookie?: string) =>
    fetch(`${server.origin}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", ...(cookie && { cookie }) },
      body: JSON.stringify({ keep: "cookie" }),
    });
  const fresh = await ask();
  const set = fresh.headers.get("set-cookie")!;
  expect([fresh.status, await fresh.text(), set.includes("HttpOnly")]).toEqual([204, "", true]);
  const cookie = set.split(";")[0]!;
  const again = await ask(cookie);
  expect([again.status, again.headers.get("set-cookie")]).toEqual([204, null]);
  const ended = await ask(`${cookie.split("=")[0]}=${"x".repeat(43)}`);
  expect([ended.status, ended.headers.get("set-cookie")]).toEqual([401, null]);
});

test("a city's pack is told once: who has it hears so, and what changed is asked for by version", async () => {
  const pack = await fetch(`${server.origin}/api/v1/cities/wuhan/pack?lang=en`, {
    headers: { "accept-encoding": "br" },
  });
  const body = (await pack.json()) as { version: string; points: unknown[] };
  expect(schemas.cityPack.safeParse(body).success).toBe(true);
  expect([pack.headers.get("content-encoding"), body.points.length > 10]).toEqual(["br", true]);
  expect(
    (
      await fetch(`${server.origin}/api/v1/cities/wuhan/pack?lang=en`, {
        headers: { "if-none-match": pack.headers.get("etag")! },
      })
    ).status,
  ).toBe(304);
  expect(
    (await (await fetch(`${server.origin}/api/v1/cities/wuhan/pack?lang=en&since=${body.version}`)).json()) as {
      difference: boolean;
      points: unknown[];
    },
  ).toMatchObject({ difference: true, points: [] });
  for (const [path, status] of [
    ["/cities/nowhere/pack", 404],
    ["/cities/wuhan/pack?lang=fr", 422],
    ["/cities/wuhan/pack?since=yesterday", 422],
  ] as const)
    expect([path, (await call(server, "GET", path)).status]).toEqual([path, status]);
});
