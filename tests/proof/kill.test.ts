import { expect, onTestFinished, test } from "vitest";
import { sql } from "kysely";
import { connect } from "#db/connection.server.ts";
import type { Act } from "./history.ts";
import { killLoop } from "./kill.ts";
import { NO_FAULTS, weigh } from "./weigh.ts";

test("killed again and again while sixteen riders book, cancel, move, accept and check in, nothing is lost, doubled, over or untold; and a fault of each kind would be seen", async () => {
  const loop = await killLoop({ kills: 6, processes: 2 });
  onTestFinished(() => loop.dispose());
  const { databaseUrl } = loop.server;
  const look = (history = loop.history) => weigh(databaseUrl, history, loop.slots, loop.devices);
  expect(loop.findings.answered).toBeGreaterThan(100);
  expect(await look()).toEqual(NO_FAULTS);

  const { db, close } = connect(databaseUrl);
  onTestFinished(close);
  const booked = loop.history.findLast((act) => act.what === "book" && act.status === 201)!;
  const free = [...loop.slots.values()].find(({ id }) => !loop.history.some((act) => act.slot === id))!;
  const saidFull: Act = { ...booked, slot: free.id, status: 409, problem: "slot-full", asked: 10, answered: 20 };
  delete saidFull.made;
  expect((await look([...loop.history, saidFull])).falselyFull).toBe(1);
  const crowd = Array.from({ length: free.capacity + 1 }, (_, i): Act => ({ ...booked, slot: free.id, made: `x${i}` }));
  expect((await look([...loop.history, ...crowd])).over).toBe(1);
  expect((await look(loop.history.filter((act) => act !== booked))).duplicated).toBe(1);
  const still = { id: await loop.bookOne(free.id) };
  expect(await look()).toEqual(NO_FAULTS);
  await sql`update reminders set status = 'cancelled' where subject_id = ${still.id}`.execute(db);
  expect((await look()).unreminded).toBe(1);
  await sql`update bookings set status = 'cancelled' where id = ${still.id}`.execute(db);
  expect(await look()).toMatchObject({ lost: 1, drifted: 2 });
}, 120_000);
