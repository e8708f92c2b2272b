import { expect, test } from "vitest";
import { callNext, stepTicket } from "#app/features/visiting/queue/call-next.server.ts";
import { holdTicket, leaveQueue, resumeTicket } from "#app/features/visiting/queue/hold-ticket.server.ts";
import { posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { showTicket } from "#app/features/visiting/queue/show-ticket.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { drift, newRider, serviceNamed, testApp, type TestApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

async function line(app: TestApp, count: number) {
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  const people = [];
  for (let i = 0; i < count; i++) {
    const rider = await newRider(app);
    const taken = await takeTicket(app, point.id, service.id, {
      deviceId: rider.deviceId,
      doorCode: posterCodeOf(app, point.id),
    });
    if (taken.kind !== "taken") throw new Error(taken.kind);
    people.push({ rider, ticket: taken.ticket });
  }
  const call = (station: string, seen?: string | null) => callNext(app, staff, point.id, service.id, station, seen);
  return { point, staff, service, people, call };
}

test("however many press at once, every number is called once", async () => {
  const app = await testApp();
  const { call } = await line(app, 5);
  const called = await Promise.all(Array.from({ length: 8 }, (_, i) => call(`w${i}`)));
  const numbers = called.flatMap((one) => (one.kind === "called" ? [one.ticket.number] : []));
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(called.filter(({ kind }) => kind === "nobody")).toHaveLength(3);
});

test("two volunteers who press at one window at once call one number: the second sees what the first called", async () => {
  const app = await testApp();
  const { call } = await line(app, 3);
  const both = await Promise.all([call("1", null), call("1", null)]);
  expect(both.map((one) => one.kind === "called" && one.ticket.number)).toEqual([1, 1]);
  const seen = both[0]!.kind === "called" ? both[0]!.ticket.id : null;
  expect(await call("1", seen)).toMatchObject({ ticket: { number: 2 } });
  expect(await app.db.selectFrom("tickets").select(["number", "state"]).orderBy("number").execute()).toEqual([
    { number: 1, state: "served" },
    { number: 2, state: "called" },
    { number: 3, state: "waiting" },
  ]);
});

test("who holds the place is passed over, keeps the number, and is next on coming back", async () => {
  const app = await testApp();
  const { people, call } = await line(app, 3);
  const [first] = people;
  expect(await holdTicket(app, first!.rider, first!.ticket.id, 20, 8)).toMatchObject({
    kind: "changed",
    ticket: { state: "held" },
  });
  expect(await call("1")).toMatchObject({ ticket: { number: 2 } });
  expect(await resumeTicket(app, first!.rider, first!.ticket.id)).toMatchObject({ ticket: { state: "waiting" } });
  expect((await showTicket(app.db, first!.rider, first!.ticket.id, app.clock.now()))?.ahead).toBe(0);
  expect(await call("1")).toMatchObject({ ticket: { number: 1 } });
});

test("a hold that is over waits again by itself", async () => {
  const app = await testApp();
  const { people, call } = await line(app, 2);
  await holdTicket(app, people[0]!.rider, people[0]!.ticket.id, 20, 8);
  app.clock.set(at("2026-11-24T02:20:00.000Z"));
  expect(await call("1")).toMatchObject({ ticket: { number: 1 } });
});

test("skip, recall, call again and leave go their steps, give the number back only on leaving, and stay the rider's own", async () => {
  const app = await testApp();
  const { point, staff, people, call } = await line(app, 2);
  const [first, second] = people;
  await call("1");
  const to = async (state: Parameters<typeof stepTicket>[4]) =>
    (await stepTicket(app, staff, point.id, first!.ticket.id, state, "1")).kind;
  expect([await to("called"), await to("skipped"), await to("called"), await to("served"), await to("left")]).toEqual([
    "stepped",
    "stepped",
    "stepped",
    "stepped",
    "not-possible",
  ]);
  expect(await app.db.selectFrom("tickets").select("calls").where("number", "=", 1).execute()).toEqual([{ calls: 3 }]);
  expect(await leaveQueue(app, first!.rider, second!.ticket.id)).toEqual({ kind: "no-such-ticket" });
  expect((await leaveQueue(app, second!.rider, second!.ticket.id)).kind).toBe("changed");
  expect((await leaveQueue(app, second!.rider, second!.ticket.id)).kind).toBe("changed");
  expect(await drift(app)).toEqual([]);
});
