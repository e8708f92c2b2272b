import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { integrationKey, pin, postForm, signIn, tablet } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { valueIn } from "#tests/support/store.ts";

// Every private noun, asked for by everybody there is: whoever may not finds nothing there, and nothing is written.

const WHO = [
  "nobody",
  "rider",
  "volunteer",
  "professional",
  "manager",
  "operator",
  "key",
  "tablet",
  "acting",
  "ended",
] as const;
type Who = (typeof WHO)[number];
const DESK: Who[] = ["volunteer", "professional", "manager", "acting"];
const SIGNED: Who[] = ["volunteer", "professional", "manager", "operator"];

interface Noun {
  noun: string;
  may: Who[];
  ask(at: Place): { path: string; form?: Record<string, string>; json?: unknown; method?: string };
}
interface Place {
  point: string;
  service: string;
  slot: string;
  booking: string;
  code: string;
  ticket: string;
  date: string;
  city: string;
  claim: string;
  tablet: string;
}

const page = (noun: string, may: Who[], path: (at: Place) => string): Noun => ({
  noun: `${noun} page`,
  may,
  ask: (at) => ({ path: path(at) }),
});
const post = (
  noun: string,
  may: Who[],
  path: (at: Place) => string,
  form: (at: Place) => Record<string, string>,
): Noun => ({ noun, may, ask: (at) => ({ path: path(at), form: form(at) }) });
const api = (
  noun: string,
  may: Who[],
  method: string,
  path: (at: Place) => string,
  json?: (at: Place) => unknown,
): Noun => ({
  noun: `${noun} by API`,
  may,
  ask: (at) => ({ method, path: `/api/v1${path(at)}`, ...(json && { json: json(at) }) }),
});
const desk = (at: Place) => `/desk/${at.point}`;

const NOUNS: Noun[] = [
  page("desk", [...DESK, "tablet"], desk),
  page("slots", DESK, (at) => `${desk(at)}/slots?date=${at.date}`),
  page("calendar", ["manager", "operator"], (at) => `${desk(at)}/calendar`),
  page("services", ["manager", "operator"], (at) => `${desk(at)}/services`),
  page("day list", DESK, (at) => `${desk(at)}/day`),
  page("poster", DESK, (at) => `${desk(at)}/poster`),
  page("door tasks", ["manager", "operator"], (at) => `${desk(at)}/tasks`),
  page("people of a point", ["manager", "operator"], (at) => `${desk(at)}/people`),
  page("booking for somebody", DESK, (at) => `${desk(at)}/book?of=${at.booking}`),
  page("roster", [...DESK, "operator"], (at) => `${desk(at)}/roster`),
  page("month of visits", [...DESK, "operator"], (at) => `${desk(at)}/month.csv`),
  page("hours of volunteers", ["manager", "operator"], (at) => `${desk(at)}/hours.csv`),
  page("own shifts", SIGNED, () => "/duty"),
  page("own ways in", SIGNED, () => "/duty/ways"),
  page("city", ["operator"], (at) => `/city?city=${at.city}`),
  page("city table", ["operator"], (at) => `/city/table?city=${at.city}`),
  page("city table as CSV", ["operator"], (at) => `/city/table.csv?city=${at.city}`),
  page("trail", ["operator"], (at) => `/city/trail?city=${at.city}`),
  page("people of a city", ["operator"], (at) => `/city/people?city=${at.city}`),
  page("weather", ["operator"], (at) => `/city/weather?city=${at.city}`),
  page("import", ["operator"], (at) => `/city/import?city=${at.city}`),
  page("point", ["operator"], (at) => `/city/points/${at.point}?city=${at.city}`),

  post("visit undone", DESK, desk, () => ({ act: "visit-undo", visit: randomUUID() })),
  post("booking found by phone", DESK, desk, () => ({ act: "tail", tail: "1234" })),
  post("booking stepped", DESK, desk, (at) => ({ act: "step", booking: at.booking, to: "checked-in" })),
  post("number given", DESK, desk, (at) => ({ act: "give-number", service: at.service })),
  post("number called", DESK, desk, (at) => ({ act: "call-next", service: at.service, station: "1" })),
  post("ticket stepped", DESK, desk, (at) => ({ act: "ticket", ticket: at.ticket, to: "called", station: "1" })),
  post("supply", DESK, desk, () => ({ act: "supply", item: "tea", state: "there" })),
  post("door confirmed", DESK, desk, () => ({ act: "door" })),
  post("shift checked in", DESK, desk, () => ({ act: "shift-in", shift: randomUUID() })),
  post("shift checked out", DESK, desk, () => ({ act: "shift-out", claim: randomUUID() })),
  post("what the desk does not know", DESK, desk, () => ({ act: "dance" })),
  post(
    "slot resized",
    DESK,
    (at) => `${desk(at)}/slots`,
    (at) => ({ act: "resize", date: at.date, service: at.service, slot: at.slot, capacity: "1" }),
  ),
  post(
    "slot closed",
    DESK,
    (at) => `${desk(at)}/slots`,
    (at) => ({ act: "close", date: at.date, service: at.service, slot: at.slot }),
  ),
  post(
    "hours",
    ["manager", "operator"],
    (at) => `${desk(at)}/calendar`,
    () => ({ act: "hours", hours: "soon" }),
  ),
  post(
    "date of a point",
    ["manager", "operator"],
    (at) => `${desk(at)}/calendar`,
    () => ({ act: "point-day", date: "2026-12-24", how: "week", reason: "", pointSpans: "" }),
  ),
  post(
    "weekly rules",
    ["manager", "operator"],
    (at) => `${desk(at)}/calendar`,
    (at) => ({ act: "rules", service: at.service }),
  ),
  post(
    "service",
    ["manager", "operator"],
    (at) => `${desk(at)}/services`,
    (at) => ({ id: at.service, name: "" }),
  ),
  post(
    "door task",
    ["manager", "operator"],
    (at) => `${desk(at)}/tasks`,
    () => ({ task: "" }),
  ),
  post(
    "invitation",
    ["manager", "operator"],
    (at) => `${desk(at)}/people`,
    () => ({ act: "invite", role: "volunteer", qualification: "" }),
  ),
  post(
    "tablet",
    ["manager"],
    (at) => `${desk(at)}/people`,
    (at) => ({ act: "tablet-remove", tablet: at.tablet }),
  ),
  post(
    "key",
    ["manager"],
    (at) => `${desk(at)}/people`,
    () => ({ act: "key", name: "K" }),
  ),
  post(
    "booking made for somebody",
    DESK,
    (at) => `${desk(at)}/book`,
    () => ({ key: "" }),
  ),
  post(
    "shift taken",
    ["volunteer", "professional", "manager"],
    (at) => `${desk(at)}/roster`,
    (at) => ({ act: "release", claim: at.claim }),
  ),
  post(
    "window",
    ["manager", "operator"],
    (at) => `${desk(at)}/roster`,
    () => ({ act: "add-need", windowId: "" }),
  ),
  post(
    "PIN",
    ["volunteer", "professional", "manager"],
    () => "/duty/ways",
    (at) => ({ act: "pin", point: at.point }),
  ),
  post(
    "point edited",
    ["operator"],
    (at) => `/city/points/${at.point}?city=${at.city}`,
    () => ({ name: "" }),
  ),
  post(
    "point made",
    ["operator"],
    (at) => `/city/points/new?city=${at.city}`,
    () => ({ name: "" }),
  ),
  post(
    "points imported",
    ["operator"],
    (at) => `/city/import?city=${at.city}`,
    () => ({ text: "" }),
  ),
  post(
    "operator invited",
    ["operator"],
    (at) => `/city/people?city=${at.city}`,
    () => ({ act: "invite", role: "operator" }),
  ),
  post(
    "weather declared",
    ["operator"],
    (at) => `/city/weather?city=${at.city}`,
    () => ({ act: "weather" }),
  ),
  post(
    "notice",
    ["operator"],
    (at) => `/city/weather?city=${at.city}`,
    () => ({ act: "notice" }),
  ),
  post(
    "peaks",
    ["operator"],
    (at) => `/city/weather?city=${at.city}`,
    () => ({ act: "peaks" }),
  ),

  api("today", DESK, "GET", (at) => `/points/${at.point}/today`),
  api(
    "check-in",
    DESK,
    "POST",
    () => "/check-ins",
    (at) => ({ code: at.code, proof: "uniform" }),
  ),
  api(
    "visit",
    DESK,
    "POST",
    (at) => `/points/${at.point}/visits`,
    () => ({ id: randomUUID(), kind: "dance" }),
  ),
  api(
    "call next",
    DESK,
    "POST",
    (at) => `/services/${at.service}/call-next`,
    () => ({ window: "" }),
  ),
  api(
    "day of a service",
    ["manager", "key"],
    "PUT",
    (at) => `/services/${at.service}/days/${at.date}`,
    () => ({ quota: -1 }),
  ),
  api("list of a service", ["manager", "key"], "GET", (at) => `/services/${at.service}/bookings?date=2026-11-24`),
  api(
    "push of whoever serves",
    SIGNED,
    "PUT",
    () => "/staff/push-subscriptions",
    () => ({}),
  ),
  api("passkey", SIGNED, "POST", () => "/staff/passkeys/options"),
];

let server: TestServer;
let here: Place;
let elsewhere: Place;
/** Whoever holds the clinic. */
const tokens = {} as Record<Who, string | undefined>;
beforeAll(async () => {
  server = await startServer();
  const placeOf = async (near: string, kind: string): Promise<Place> => {
    const { features } = (await call(server, "GET", `/points?near=${near}&kind=${kind}`)).json as {
      features: { id: string }[];
    };
    for (const { id: point } of features) {
      const { services } = (await call(server, "GET", `/points/${point}/services`)).json as {
        services: { id: string; book: string; for: string[] }[];
      };
      for (const service of services) {
        const date = "2026-11-26";
        const days = (await call(server, "GET", `/services/${service.id}/slots?from=2026-11-24&to=${date}`)).json
          .slots as { id: string; state: string; start: string }[];
        const free = days.filter(({ state }) => state === "open");
        if (free.length < 5) continue;
        const booked = (
          await call(server, "POST", "/bookings", {
            token: tokens.rider ?? (await server.session()),
            headers: { "idempotency-key": randomUUID() },
            body: { slot_id: free[4]!.id, rider_kind: service.for[0] ?? "food-rider", phone: "13800001234" },
          })
        ).json as { id: string; code: string };
        const staff = (await signIn(server, "volunteer", point)).token;
        const ticket = (
          await call(server, "POST", `/points/${point}/tickets`, { token: staff, body: { service_id: service.id } })
        ).json as { id: string };
        return {
          point,
          service: service.id,
          slot: free.at(-1)!.id,
          booking: booked.id,
          code: booked.code,
          ticket: ticket.id,
          date,
          city: "",
          claim: randomUUID(),
          tablet: randomUUID(),
        };
      }
    }
    throw new Error(`no bookable service near ${near}`);
  };
  here = { ...(await placeOf("30.5727,114.2706", "rider-clinic")), city: "wuhan" };
  elsewhere = { ...(await placeOf("29.5628,106.5528", "rest-point")), city: "chongqing" };
  for (const role of ["volunteer", "professional", "manager", "operator"] as const)
    tokens[role] = (await signIn(server, role, here.point)).token;
  tokens.rider = await server.session();
  tokens.key = await integrationKey(server, tokens.manager!, here.point);
  tokens.tablet = await tablet(server, here.point);
  tokens.acting = await tablet(server, here.point);
  const entered = await postForm(server, tokens.acting, `/desk/${here.point}`, {
    act: "pin",
    pin: await pin(server, tokens.volunteer!, here.point),
  });
  expect(entered.status).toBe(302);
  await tablet(server, here.point);
  // Whoever held the point until the manager took the role away.
  const gone = await signIn(server, "manager", here.point);
  tokens.ended = gone.token;
  here.tablet = (await valueIn(
    server.databaseUrl,
    "select id from tablets order by created_at desc, id desc limit 1",
  )) as string;
  const role = (await valueIn(server.databaseUrl, "select id from roles where staff_id = ?", [gone.staffId])) as string;
  expect(
    (await postForm(server, tokens.manager, `/desk/${here.point}/people`, { act: "remove", roleId: role })).status,
  ).toBe(200);
});
afterAll(() => server.dispose());

async function ask(
  token: string | undefined,
  { path, form, json, method }: ReturnType<Noun["ask"]>,
): Promise<"found" | "nothing"> {
  const response = form
    ? await postForm(server, token, path, form)
    : await fetch(server.origin + path, {
        method: method ?? "GET",
        redirect: "manual",
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(json !== undefined && { "content-type": "application/json" }),
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
  expect(response.status).toBeLessThan(500);
  // Whoever is not signed in at all is shown where to, for every address alike; an idle tablet is shown its own desk.
  const location = response.headers.get("location") ?? "";
  return [401, 404].includes(response.status) ||
    (response.status === 302 && (location === "/staff" || location.startsWith("/desk/")))
    ? "nothing"
    : "found";
}
const trailLength = () => valueIn(server.databaseUrl, "select count(*) from trail where actor_kind <> 'system'");

test("control: what is everybody's is found by everybody, so that “nothing” means something", async () => {
  for (const who of WHO)
    for (const path of [`/points/${here.point}`, `/api/v1/points/${here.point}`, `/screen/${here.point}`])
      expect([who, path, await ask(tokens[who], { path })]).toEqual([who, path, "found"]);
});

describe("every private noun", () => {
  for (const noun of NOUNS) {
    test(`${noun.noun}: there for ${noun.may.join(", ")}, and for nobody else; nobody of one point or city finds another's`, async () => {
      const before = await trailLength();
      for (const who of WHO) {
        if (!noun.may.includes(who)) expect([who, await ask(tokens[who], noun.ask(here))]).toEqual([who, "nothing"]);
        const { path } = noun.ask(elsewhere);
        if (path !== noun.ask(here).path)
          expect([who, "elsewhere", await ask(tokens[who], noun.ask(elsewhere))]).toEqual([
            who,
            "elsewhere",
            "nothing",
          ]);
      }
      expect(await trailLength()).toBe(before);
      for (const who of noun.may)
        expect([who, await ask(tokens[who], noun.ask(here))]).toEqual([
          who,
          noun.noun === "shift checked in" || noun.noun === "shift taken" ? expect.any(String) : "found",
        ]);
    });
  }

  test("a code of another point is not there for whoever checks in", async () => {
    for (const who of WHO)
      expect([
        who,
        (
          await call(server, "POST", "/check-ins", {
            ...(tokens[who] && { token: tokens[who] }),
            body: { code: elsewhere.code, proof: "uniform" },
          })
        ).status,
      ]).toEqual([who, 404]);
  });
});

describe("what is somebody's own", () => {
  test("a ticket is its rider's; a second rider, staff and nobody find nothing", async () => {
    const { door_code: code } = (await call(server, "GET", `/points/${here.point}/today`, { token: tokens.volunteer! }))
      .json as { door_code: string };
    const mine = await server.session();
    const { id } = (
      await call(server, "POST", `/points/${here.point}/tickets`, {
        token: mine,
        body: { service_id: here.service, door_code: code },
      })
    ).json as { id: string };
    for (const who of WHO) {
      const token = tokens[who];
      expect([
        who,
        [401, 404].includes((await call(server, "GET", `/tickets/${id}`, { ...(token && { token }) })).status),
      ]).toEqual([who, true]);
      for (const act of ["hold", "resume", "leave"])
        expect([
          who,
          act,
          [401, 404].includes(
            (await call(server, "POST", `/tickets/${id}/${act}`, { ...(token && { token }), body: { minutes: 5 } }))
              .status,
          ),
        ]).toEqual([who, act, true]);
      const opened = await fetch(`${server.origin}/tickets/${id}`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      expect([who, opened.status]).toEqual([who, 404]);
    }
    expect((await call(server, "GET", `/tickets/${id}`, { token: mine })).status).toBe(200);
  });

  test("a booking is its rider's; not even its point's people open the rider's page of it", async () => {
    for (const who of WHO) {
      const token = tokens[who];
      expect([
        who,
        [401, 404].includes(
          (await call(server, "GET", `/bookings/${elsewhere.booking}`, { ...(token && { token }) })).status,
        ),
      ]).toEqual([who, true]);
    }
  });

  test("a session is ended by whoever it belongs to; another's is not there", async () => {
    const hash = (await valueIn(
      server.databaseUrl,
      "select token_hash from sessions where staff_id is not null order by created_at limit 1",
    )) as string;
    for (const who of ["volunteer", "professional", "operator"] as const)
      expect(
        (await postForm(server, tokens[who], "/duty/ways", { act: "end-session", session: hash.slice(0, 16) })).status,
      ).toBe(404);
  });

  test("a calendar feed opens by its secret alone, and an old secret no longer", async () => {
    const feed = async () =>
      /\/feed\/([\w-]+)\.ics/.exec(
        await (
          await fetch(`${server.origin}/duty/ways`, { headers: { authorization: `Bearer ${tokens.volunteer}` } })
        ).text(),
      )![0];
    const old = await feed();
    expect((await fetch(server.origin + old)).status).toBe(200);
    expect((await postForm(server, tokens.volunteer, "/duty/ways", { act: "feed" })).status).toBe(200);
    expect((await fetch(server.origin + old)).status).toBe(404);
    expect((await fetch(server.origin + (await feed()))).status).toBe(200);
    expect((await fetch(`${server.origin}/feed/${"x".repeat(43)}.ics`)).status).toBe(404);
  });

  test("a message is its reader's", async () => {
    expect((await postForm(server, tokens.volunteer, "/duty", { act: "read", message: randomUUID() })).status).toBe(
      404,
    );
    expect((await postForm(server, tokens.volunteer, "/duty", { act: "confirm", claim: randomUUID() })).status).toBe(
      404,
    );
    expect(
      (await postForm(server, tokens.volunteer, "/duty", { act: "answer", swap: randomUUID(), accepts: "1" })).status,
    ).toBe(404);
  });
});

test("an acting tablet goes idle when it is left, and a tablet that the manager takes away is nobody", async () => {
  expect((await call(server, "GET", `/points/${here.point}/today`, { token: tokens.acting! })).status).toBe(200);
  expect((await postForm(server, tokens.acting, `/desk/${here.point}`, { act: "leave" })).status).toBe(200);
  expect((await call(server, "GET", `/points/${here.point}/today`, { token: tokens.acting! })).status).toBe(404);
  const idle = await (
    await fetch(`${server.origin}/desk/${here.point}`, { headers: { authorization: `Bearer ${tokens.tablet}` } })
  ).text();
  expect(idle).not.toMatch(/Test volunteer|13800001234/);
});

test("a volunteer changes today's and tomorrow's slots only, whatever date the form says", async () => {
  const { slots } = (await call(server, "GET", `/services/${here.service}/slots?from=2026-11-28&to=2026-11-28`))
    .json as { slots: { id: string; capacity: number }[] };
  const resize = (date: string) =>
    postForm(server, tokens.volunteer, `/desk/${here.point}/slots`, {
      act: "resize",
      date,
      service: here.service,
      slot: slots[0]!.id,
      capacity: "7",
    });
  expect((await resize("2026-11-28")).status).toBe(409);
  expect((await resize("2026-11-24")).status).toBe(404);
  const after = (await call(server, "GET", `/services/${here.service}/slots?from=2026-11-28&to=2026-11-28`)).json as {
    slots: { capacity: number }[];
  };
  expect(after.slots[0]!.capacity).toBe(slots[0]!.capacity);
});

test("the demonstration opens by the secret that the start printed, and by nothing else: no address, header or host", async () => {
  const key = /examples=([\w-]{43})/.exec(server.log())![1]!;
  const page = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(server.origin + path, { headers })).text();
  const opened = await fetch(`${server.origin}/staff?examples=${key}`);
  const example = /name="staff" value="([\w-]+)"/.exec(await opened.text())![1]!;
  const cookie = opened.headers.get("set-cookie")!.split(";")[0]!;
  for (const headers of [
    {},
    { "x-forwarded-for": "127.0.0.1" },
    { host: "localhost" },
    { cookie: "nuanyi-examples=x" },
  ])
    expect(await page("/staff", headers as Record<string, string>)).not.toContain('name="staff"');
  expect(await page(`/staff?examples=${key.slice(0, -1)}`)).not.toContain('name="staff"');
  expect(await page("/staff", { cookie })).toContain('name="staff"');
  const enter = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.origin + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin: server.origin, ...headers },
      body: new URLSearchParams({ act: "example", staff: example }),
    });
  const refused = await enter("/staff");
  expect([refused.status, refused.headers.get("set-cookie")]).toEqual([404, null]);
  expect((await enter(`/staff?examples=${key}`)).status).toBe(302);
  expect((await enter("/staff", { cookie })).status).toBe(302);
});

test("an operator reads nothing of another city's people in the trail", async () => {
  const far = await signIn(server, "operator", elsewhere.point);
  const read = async (token: string, city: string) =>
    (
      await fetch(`${server.origin}/city/trail?city=${city}&all=1`, { headers: { authorization: `Bearer ${token}` } })
    ).text();
  expect(await read(tokens.operator!, "wuhan")).toContain("Test volunteer");
  expect(await read(far.token, "chongqing")).not.toContain("Test professional");
});
