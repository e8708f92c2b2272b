import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dayList as dayListSchema,
  serviceDay as serviceDaySchema,
  today as todaySchema,
} from "#app/api/v1/desk-schemas.ts";
import { booking as bookingSchema, ticket as ticketSchema } from "#app/api/v1/schemas.ts";
import { integrationKey, signIn } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { askStore } from "#tests/support/store.ts";

let server: TestServer;
let clinic: { point: string; service: string };
let volunteer: string;
beforeAll(async () => {
  server = await startServer();
  const near = await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
  const point = near.json.features[0].id as string;
  const { services } = (await call(server, "GET", `/points/${point}/services`)).json;
  clinic = { point, service: services[0].id };
  volunteer = (await signIn(server, "volunteer", point)).token;
});
afterAll(() => server.dispose());

const slots = async (date: string) =>
  (await call(server, "GET", `/services/${clinic.service}/slots?from=${date}&to=${date}`)).json as {
    slots: { id: string; start: string; state: string; remaining: number }[];
    days: { left: number }[];
  };
const book = async (date: string, at = 0) => {
  const free = (await slots(date)).slots.filter(({ state }) => state === "open");
  const token = await server.session();
  const answer = await call(server, "POST", "/bookings", {
    token,
    headers: { "idempotency-key": randomUUID() },
    body: { slot_id: free[at]!.id, rider_kind: "food-rider", name: "老张", phone: "13800001234" },
  });
  expect(answer.status).toBe(201);
  return { token, ...(answer.json as { id: string; code: string }) };
};
const today = async (token = volunteer) =>
  todaySchema.parse((await call(server, "GET", `/points/${clinic.point}/today`, { token })).json);
const take = (token: string, doorCode?: string) =>
  call(server, "POST", `/points/${clinic.point}/tickets`, {
    token,
    body: { service_id: clinic.service, ...(doorCode !== undefined && { door_code: doorCode }) },
  });
const callNext = (token: string, body: Record<string, unknown> = { window: "1" }) =>
  call(server, "POST", `/services/${clinic.service}/call-next`, { token, body });

describe("the queue", () => {
  test("a number wants the door's code of today; staff need none", async () => {
    const rider = await server.session();
    expect((await take(rider)).json).toMatchObject({
      status: 409,
      type: expect.stringContaining("door-code-needed") as string,
    });
    expect((await take(rider, "wrong")).status).toBe(409);
    const first = await take(rider, (await today()).door_code);
    expect(first.status).toBe(201);
    expect(ticketSchema.parse(first.json)).toMatchObject({ state: "waiting", ahead: 0 });
    // The same rider again has the same number.
    expect((await take(rider, (await today()).door_code)).json.id).toBe(first.json.id);
    const second = await take(volunteer);
    expect(ticketSchema.parse(second.json)).toMatchObject({ number: first.json.number + 1, ahead: 1 });
    expect(
      (await call(server, "POST", `/points/${clinic.point}/tickets`, { token: rider, body: { service_id: "x" } }))
        .status,
    ).toBe(422);
    expect((await call(server, "POST", `/points/${clinic.point}/tickets`, { body: {} })).status).toBe(401);
  });

  test("a held place is passed over, comes back, and is called; then the queue is empty", async () => {
    const rider = await server.session();
    const mine = (await take(rider, (await today()).door_code)).json as { id: string; number: number };
    const held = await call(server, "POST", `/tickets/${mine.id}/hold`, { token: rider, body: { minutes: 20 } });
    expect(ticketSchema.parse(held.json)).toMatchObject({ state: "held", hold_until: expect.any(String) as string });
    // A second press changes nothing: the hold is no longer for it.
    expect(
      (await call(server, "POST", `/tickets/${mine.id}/hold`, { token: rider, body: { minutes: 20 } })).json,
    ).toMatchObject({ state: "held", hold_until: held.json.hold_until as string });
    expect(
      (await call(server, "POST", `/tickets/${mine.id}/hold`, { token: rider, body: { minutes: 0 } })).status,
    ).toBe(422);
    const numbers: number[] = [];
    for (let next = await callNext(volunteer); next.status === 200; next = await callNext(volunteer))
      numbers.push(ticketSchema.parse(next.json).number);
    expect(numbers).toEqual([1, 2]);
    expect((await call(server, "POST", `/tickets/${mine.id}/resume`, { token: rider })).json).toMatchObject({
      state: "waiting",
      ahead: 0,
    });
    expect((await callNext(volunteer, { window: 2 })).json).toMatchObject({
      id: mine.id,
      state: "called",
      window: "2 号窗口",
    });
    expect((await call(server, "GET", `/tickets/${mine.id}`, { token: rider })).json).toMatchObject({
      state: "called",
    });
    expect((await callNext(volunteer)).status).toBe(204);
    const other = await server.session();
    const leaving = (await take(other, (await today()).door_code)).json as { id: string };
    expect((await call(server, "POST", `/tickets/${leaving.id}/leave`, { token: other })).json).toMatchObject({
      state: "left",
    });
    expect((await call(server, "POST", `/tickets/${leaving.id}/resume`, { token: other })).status).toBe(409);
    expect((await callNext(volunteer, { window: "" })).status).toBe(422);
  });

  test("however many call at once, each number is called once", async () => {
    for (let i = 0; i < 8; i++) expect((await take(volunteer)).status).toBe(201);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => callNext(volunteer, { window: String(i + 1) })),
    );
    const called = answers.filter(({ status }) => status === 200).map(({ json }) => json.number as number);
    expect(called).toHaveLength(8);
    expect(new Set(called).size).toBe(8);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(4);
  });

  test("two presses at one window that saw the same number get the same answer", async () => {
    for (let i = 0; i < 2; i++) await take(volunteer);
    const now = (await callNext(volunteer, { window: "9" })).json as { id: string };
    const pressed = await Promise.all([1, 2, 3].map(() => callNext(volunteer, { window: "9", current: now.id })));
    expect(new Set(pressed.map(({ json }) => json.id)).size).toBe(1);
    expect(pressed[0]!.json.id).not.toBe(now.id);
  });

  test("the wall shows numbers and no name, to anybody; the page of the queue's events tells that something changed and nothing else", async () => {
    await book("2026-11-24", 5);
    await take(volunteer);
    await callNext(volunteer, { window: "7" });
    const wall = await (await fetch(`${server.origin}/screen/${clinic.point}`)).text();
    expect(wall).toMatch(/<main[\s\S]*7/);
    expect(wall).not.toMatch(/老张|13800001234|[2-9A-Z]{4}-[2-9A-Z]{4}/);
    const stopped = new AbortController();
    const stream = await fetch(`${server.origin}/api/v1/points/${clinic.point}/events`, { signal: stopped.signal });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const listening = (async () => {
      while (!heard.includes("data:")) {
        const { value, done } = await reader.read();
        if (done) return;
        heard += value;
      }
    })();
    await take(volunteer);
    await listening;
    expect(heard).toMatch(/^retry: 2000\n\nid: [\w-]+\ndata: changed\n\n$/);
    stopped.abort();
  });
});

describe("the desk", () => {
  test("a code checks in, again answers the same, and what cannot be is said", async () => {
    const booked = await book("2026-11-24", 3);
    const first = await call(server, "POST", "/check-ins", {
      token: volunteer,
      body: { code: booked.code.toLowerCase().replace("-", " "), proof: "uniform" },
    });
    expect(first.status).toBe(200);
    expect(bookingSchema.parse(first.json)).toMatchObject({ id: booked.id, status: "checked-in" });
    expect(
      (await call(server, "POST", "/check-ins", { token: volunteer, body: { code: booked.code, proof: "uniform" } }))
        .text,
    ).toBe(first.text);
    expect((await today()).bookings.find(({ id }) => id === booked.id)).toMatchObject({
      status: "checked-in",
      proof: "uniform",
      name: "老张",
    });
    const tomorrow = await book("2026-11-25");
    expect(
      (await call(server, "POST", "/check-ins", { token: volunteer, body: { code: tomorrow.code, proof: null } })).json,
    ).toMatchObject({ status: 409, type: expect.stringContaining("wrong-day") as string, date: "2026-11-25" });
    expect(
      (await call(server, "POST", "/check-ins", { token: volunteer, body: { code: "2345-6789", proof: "uniform" } }))
        .status,
    ).toBe(404);
    expect((await call(server, "POST", "/check-ins", { token: volunteer, body: { code: "" } })).status).toBe(422);
    expect(
      (await call(server, "POST", "/check-ins", { token: volunteer, body: { code: booked.code, proof: "smile" } }))
        .status,
    ).toBe(422);
  });

  test("another point's people find no such code, not even that it exists", async () => {
    const booked = await book("2026-11-24", 4);
    const { features } = (await call(server, "GET", "/points?near=30.5727,114.2706&limit=20")).json as {
      features: { id: string }[];
    };
    const elsewhere = (await signIn(server, "volunteer", features.find(({ id }) => id !== clinic.point)!.id)).token;
    const unknown = await call(server, "POST", "/check-ins", {
      token: elsewhere,
      body: { code: "2345-6789", proof: "uniform" },
    });
    const known = await call(server, "POST", "/check-ins", {
      token: elsewhere,
      body: { code: booked.code, proof: "uniform" },
    });
    expect([known.status, known.text]).toEqual([404, unknown.text]);
    expect((await today()).bookings.find(({ id }) => id === booked.id)).toMatchObject({ status: "booked" });
  });

  test("a visit counts once however often it is sent, with its own time, and can be taken back", async () => {
    const id = randomUUID();
    const count = (more = {}) =>
      call(server, "POST", `/points/${clinic.point}/visits`, {
        token: volunteer,
        body: { id, kind: "water", ...more },
      });
    expect(
      todaySchema.parse((await call(server, "GET", `/points/${clinic.point}/today`, { token: volunteer })).json).visits
        .water ?? 0,
    ).toBe(0);
    expect((await Promise.all([count(), count(), count()])).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await today()).visits.water).toBe(1);
    expect((await call(server, "DELETE", `/points/${clinic.point}/visits/${id}`, { token: volunteer })).status).toBe(
      204,
    );
    expect((await today()).visits.water ?? 0).toBe(0);
    expect(
      (
        await call(server, "POST", `/points/${clinic.point}/visits`, {
          token: volunteer,
          body: { id, kind: "blood-pressure", systolic: 130 },
        })
      ).json,
    ).not.toHaveProperty("systolic");
    expect(
      (await call(server, "POST", `/points/${clinic.point}/visits`, { token: volunteer, body: { id, kind: "dance" } }))
        .status,
    ).toBe(422);
  });
});

describe("the hospital's own system", () => {
  test("sets a day's quota, closes it and moves its riders, and reads its list with a key that holds one point", async () => {
    const manager = (await signIn(server, "manager", clinic.point)).token;
    const key = await integrationKey(server, manager, clinic.point);
    const put = (date: string, body: unknown, token = key) =>
      call(server, "PUT", `/services/${clinic.service}/days/${date}`, { token, body });
    const set = await put("2026-11-27", { quota: 5, closed: false });
    expect(serviceDaySchema.parse(set.json)).toEqual({
      date: "2026-11-27",
      quota: 5,
      closed: false,
      taken: 0,
      left: 5,
    });
    expect((await slots("2026-11-27")).days).toMatchObject([{ left: 5 }]);
    const booked = await book("2026-11-27");
    expect((await put("2026-11-27", { quota: 0, closed: false })).json).toMatchObject({ status: 409, taken: 1 });
    const list = await call(server, "GET", `/services/${clinic.service}/bookings?date=2026-11-27`, { token: key });
    expect(dayListSchema.parse(list.json).bookings).toMatchObject([{ id: booked.id, code: booked.code, name: "老张" }]);
    // The list holds what the hospital needs, and neither phone nor note.
    expect(list.text).not.toMatch(/13800001234|note/);
    const closed = await put("2026-11-27", { quota: 5, closed: true });
    expect(serviceDaySchema.parse(closed.json)).toMatchObject({ closed: true, left: 0, moved: 1, cancelled: 0 });
    expect(
      (await call(server, "GET", `/bookings/${booked.id}`, { token: booked.token })).json.slot.start,
    ).not.toContain("2026-11-27");
    for (const [date, body] of [
      ["2026-02-30", { quota: 1 }],
      ["2026-11-01", { quota: 1 }],
      ["2028-01-01", { quota: 1 }],
      ["2026-11-28", { quota: -1 }],
      ["2026-11-28", { quota: 1.5 }],
      ["2026-11-28", "["],
    ] as const) {
      expect([400, 422]).toContain((await put(date, body)).status);
    }
    expect((await call(server, "GET", `/services/${clinic.service}/bookings?date=soon`, { token: key })).status).toBe(
      422,
    );
  });
});

test("counts and claims agree after all of it", async () => {
  const wrong = await askStore(
    server.databaseUrl,
    `select d.service_id, d.date, d.booked from service_days d where booked <>
    (select count(*) from bookings b where b.service_id = d.service_id and b.date = d.date
      and b.status in ('booked', 'checked-in', 'served'))
    + (select count(*) from tickets t where t.service_id = d.service_id and t.date = d.date and t.state <> 'left')`,
  );
  expect(wrong).toEqual([]);
});

test("the log holds nothing of what riders wrote, and no code", () => {
  // The start's own secret is made by chance, and may look like a code.
  expect(server.log().replace(/examples=[\w-]+/, "")).not.toMatch(/老张|13800001234|[2-9A-Z]{4}-[2-9A-Z]{4}\b/);
});
