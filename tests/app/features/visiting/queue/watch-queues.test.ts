import { expect, test } from "vitest";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { callNext } from "#app/features/visiting/queue/call-next.server.ts";
import { posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { holdTicket } from "#app/features/visiting/queue/hold-ticket.server.ts";
import { showTicket } from "#app/features/visiting/queue/show-ticket.server.ts";
import { setHours } from "#app/features/places/points/edit-point.server.ts";
import { parseHoursText } from "#app/features/places/hours/hours-text.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { endOldTickets, watchQueues } from "#app/features/visiting/queue/watch-queues.server.ts";
import { drift, newRider, serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a rider who is away is told to set out when queue and way say so, once, and is told when called", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  const code = posterCodeOf(app, point.id);
  for (let i = 0; i < 6; i++)
    await takeTicket(app, point.id, service.id, { deviceId: (await newRider(app)).deviceId, doorCode: code });
  const rider = await newRider(app);
  const mine = await takeTicket(app, point.id, service.id, { deviceId: rider.deviceId, doorCode: code });
  if (mine.kind !== "taken") throw new Error(mine.kind);
  await holdTicket(app, rider, mine.ticket.id, 60, 10);
  expect(await watchQueues(app)).toBe(0);
  for (let i = 0; i < 5; i++) {
    app.clock.set(at(`2026-11-24T02:${String(5 * (i + 1)).padStart(2, "0")}:00.000Z`));
    await callNext(app, staff, point.id, service.id, "1");
  }
  // The place is held until three: before that nobody calls it, however short the line is.
  expect(await watchQueues(app)).toBe(0);
  app.clock.set(at("2026-11-24T02:50:00.000Z"));
  expect(await watchQueues(app)).toBe(1);
  expect(await watchQueues(app)).toBe(0);
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, rider, "zh")).map(({ title, path }) => [title, path])).toEqual([
    ["现在出发，快到你了", `/tickets/${mine.ticket.id}`],
  ]);
});

test("at its point's midnight a number that nobody called is over and its rider told, and until then is never said to be next", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const service = await serviceNamed(app, "骑手门诊");
  const rider = await newRider(app);
  app.clock.set(at("2026-11-24T15:50:00.000Z"));
  const taken = await takeTicket(app, point.id, service.id, {
    deviceId: rider.deviceId,
    doorCode: posterCodeOf(app, point.id),
  });
  if (taken.kind !== "taken") throw new Error(taken.kind);
  expect(await endOldTickets(app)).toBe(0);
  app.clock.set(at("2026-11-24T16:01:00.000Z"));
  expect(await showTicket(app.db, rider, taken.ticket.id, app.clock.now())).toMatchObject({
    past: true,
    expected: null,
  });
  expect(await endOldTickets(app)).toBe(1);
  expect(await endOldTickets(app)).toBe(0);
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, rider, "zh")).map(({ title }) => title)).toEqual([
    expect.stringContaining("今天叫不到了"),
  ]);
  expect(await drift(app)).toEqual([]);
});

test("where the door stays open over midnight the line goes on: yesterday's numbers are called before today's, until it shuts", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "manager", point));
  const { id: service } = await serviceNamed(app, "骑手门诊");
  await app.db.updateTable("services").set({ access: "walk-in" }).where("id", "=", service).execute();
  await setHours(app, staff, point.id, parseHoursText("每天 18:00-02:00")!);
  const take = async () => {
    const taken = await takeTicket(app, point.id, service, { staff });
    if (taken.kind !== "taken") throw new Error(taken.kind);
    return taken.ticket.id;
  };
  app.clock.set(at("2026-11-24T15:50:00.000Z"));
  const [first, second] = [await take(), await take()];
  app.clock.set(at("2026-11-24T16:10:00.000Z"));
  expect(await endOldTickets(app)).toBe(0);
  await take();
  expect(await callNext(app, staff, point.id, service, "1")).toMatchObject({ kind: "called", ticket: { id: first } });
  app.clock.set(at("2026-11-24T18:00:00.000Z"));
  expect(await endOldTickets(app)).toBe(2);
  expect(
    (
      await app.db.selectFrom("tickets").select("state").where("id", "in", [first, second]).orderBy("number").execute()
    ).map(({ state }) => state),
  ).toEqual(["served", "left"]);
});

test("numbers of days that are over are ended, and nothing of them counts on", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = actorOf(await newStaff(app, "volunteer", point));
  const service = await serviceNamed(app, "骑手门诊");
  await takeTicket(app, point.id, service.id, { staff });
  await takeTicket(app, point.id, service.id, { staff });
  await callNext(app, staff, point.id, service.id, "1");
  app.clock.set(at("2026-11-26T02:00:00.000Z"));
  expect(await endOldTickets(app)).toBe(2);
  expect(await app.db.selectFrom("tickets").select("state").orderBy("number").execute()).toEqual([
    { state: "served" },
    { state: "left" },
  ]);
  expect(await drift(app)).toEqual([]);
});
