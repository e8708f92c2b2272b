import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { sql } from "kysely";
import { drift, newRider, serviceNamed, setCapacity, slotAt, testApp } from "#tests/support/app.ts";
import { signIn } from "#tests/support/people.ts";
import { call, startServer, type TestServer } from "#tests/support/server.ts";
import { valueIn } from "#tests/support/store.ts";

const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers.reverse()) await server.dispose();
});

test("twenty riders race for the last place in one process: one has it, nineteen are told", async () => {
  const app = await testApp();
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "14:10");
  await setCapacity(app, slot, 1);
  const riders = await Promise.all(Array.from({ length: 20 }, () => newRider(app)));
  const outcomes = await Promise.all(
    riders.map((rider) => bookSlot(app, rider, randomUUID(), { slotId: slot.id, riderKind: "courier" })),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["booked", ...Array<string>(19).fill("slot-full")]);
  expect(await drift(app)).toEqual([]);
});

test("control: check, then insert, without a transaction overbooks, and this test sees it", async () => {
  const app = await testApp();
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "14:10");
  await setCapacity(app, slot, 1);
  // A table without the CHECK, as careless code would have it.
  await sql`create table careless (slot_id text)`.execute(app.db);
  const careless = async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from careless where slot_id = ${slot.id}`.execute(
      app.db,
    );
    if (rows[0]!.n >= 1) return "full";
    await sql`insert into careless (slot_id) values (${slot.id})`.execute(app.db);
    return "booked";
  };
  const outcomes = await Promise.all(Array.from({ length: 20 }, careless));
  expect(outcomes.filter((outcome) => outcome === "booked").length).toBeGreaterThan(1);
});

test("riders race for the last places in two processes on one store: never more than there are, every answer true, every retry the same", async () => {
  const first = await startServer();
  servers.push(first);
  const second = await startServer({ folder: first.folder });
  servers.push(second);
  const near = await call(first, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
  const { services } = (await call(first, "GET", `/points/${near.json.features[0].id}/services`)).json;
  const { slots } = (await call(first, "GET", `/services/${services[0].id}/slots?from=2026-11-25&to=2026-11-25`)).json;
  const wanted = slots.slice(0, 3) as { id: string; capacity: number }[];
  const tries = await Promise.all(
    Array.from({ length: 24 }, async (_, i) => ({
      server: i % 2 ? first : second,
      token: await (i % 2 ? first : second).session(),
      slot: wanted[i % 3]!,
      key: randomUUID(),
    })),
  );
  const send = ({ server, token, slot, key }: (typeof tries)[number]) =>
    call(server, "POST", "/bookings", {
      token,
      headers: { "idempotency-key": key },
      body: { slot_id: slot.id, rider_kind: "food-rider" },
    });
  const answers = await Promise.all(tries.map(send));
  expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([201, 409]);
  for (const slot of wanted)
    expect(answers.filter((answer, i) => tries[i]!.slot === slot && answer.status === 201)).toHaveLength(slot.capacity);
  // The other process answers the retry, as it was first answered.
  const retried = await Promise.all(
    tries.map((one, i) =>
      answers[i]!.status === 201 ? send({ ...one, server: one.server === first ? second : first }) : undefined,
    ),
  );
  retried.forEach((answer, i) => answer && expect(answer.text).toBe(answers[i]!.text));
  expect(await valueIn(first.databaseUrl, "select count(*) from bookings")).toBe(6);
  expect(
    await valueIn(
      first.databaseUrl,
      "select count(*) from slots s where booked <> (select count(*) from bookings b where b.slot_id = s.id and b.status = 'booked')",
    ),
  ).toBe(0);
});

test("in two processes on one store a number is given once and called once, and a code checks in once", async () => {
  const [first, second] = [servers[0]!, servers[1]!];
  const point = (await call(first, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0]
    .id as string;
  const service = (await call(first, "GET", `/points/${point}/services`)).json.services[0].id as string;
  const { token } = await signIn(first, "volunteer", point);
  const each = <T>(n: number, work: (server: TestServer, i: number) => Promise<T>) =>
    Promise.all(Array.from({ length: n }, (_, i) => work(i % 2 ? first : second, i)));
  const taken = await each(12, (server) =>
    call(server, "POST", `/points/${point}/tickets`, { token, body: { service_id: service } }),
  );
  expect(taken.map(({ json }) => json.number as number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
  const called = await each(16, (server, i) =>
    call(server, "POST", `/services/${service}/call-next`, { token, body: { window: String(i + 1) } }),
  );
  const numbers = called.filter(({ status }) => status === 200).map(({ json }) => json.number as number);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(called.filter(({ status }) => status === 204)).toHaveLength(4);
  const { slots } = (await call(first, "GET", `/services/${service}/slots?from=2026-11-24&to=2026-11-24`)).json as {
    slots: { id: string; state: string }[];
  };
  const booked = await call(first, "POST", "/bookings", {
    token: await first.session(),
    headers: { "idempotency-key": randomUUID() },
    body: { slot_id: slots.filter(({ state }) => state === "open")[5]!.id, rider_kind: "food-rider" },
  });
  const answers = await each(8, (server) =>
    call(server, "POST", "/check-ins", { token, body: { code: booked.json.code as string, proof: "uniform" } }),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(await valueIn(first.databaseUrl, "select count(*) from trail where verb = 'booking.checked-in'")).toBe(1);
  expect(await valueIn(first.databaseUrl, "select count(*) from trail where verb = 'ticket.called'")).toBe(12);
});

test("what is written in one process is heard by a desk that listens to the other, within a second", async () => {
  const [first, second] = [servers[0]!, servers[1]!];
  const point = (await call(first, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0]
    .id as string;
  const { token } = await signIn(second, "volunteer", point);
  const stream = await fetch(`${first.origin}/api/v1/points/${point}/events`);
  const reader = stream.body!.getReader();
  const heard = async () => {
    for (let text = ""; ;) {
      const { value, done } = await reader.read();
      if (done) return "ended";
      text += new TextDecoder().decode(value);
      if (text.includes("data: changed")) return "changed";
    }
  };
  // The stream is open before it follows: give it the moment that following takes.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const hearing = heard();
  await call(second, "POST", `/points/${point}/visits`, { token, body: { id: randomUUID(), kind: "water" } });
  const late = new Promise((resolve) => setTimeout(() => resolve("late"), 2000));
  expect(await Promise.race([hearing, late])).toBe("changed");
  await reader.cancel();
});

test("a session of one process is one of the other, ends there too, and limits are counted over both", async () => {
  const one = await startServer({ env: { NUANYI_RATE_LIMITS: "on" } });
  servers.push(one);
  const two = await startServer({ folder: one.folder, env: { NUANYI_RATE_LIMITS: "on" } });
  servers.push(two);
  const token = await one.session();
  expect((await call(two, "GET", "/bookings", { token })).status).toBe(200);
  await fetch(`${one.origin}/me`, {
    method: "POST",
    redirect: "manual",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" },
    body: "act=sign-out",
  });
  expect((await call(two, "GET", "/bookings", { token })).status).toBe(401);
  const tries = await Promise.all(Array.from({ length: 310 }, (_, i) => call(i % 2 ? one : two, "POST", "/sessions")));
  expect(tries.filter(({ status }) => status === 201)).toHaveLength(299);
});
