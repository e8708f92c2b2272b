import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closeApp } from "#app/process/app.server.ts";
import { acceptOffer } from "#app/features/visiting/bookings/accept-offer.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { stepBooking } from "#app/features/visiting/check-in/check-in-booking.server.ts";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { leaveWaitlist, passOffers } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { moveBooking } from "#app/features/visiting/bookings/move-booking.server.ts";
import { releasePlaces } from "#app/features/visiting/check-in/release-places.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { answerSwap, askSwap } from "#app/features/serving/roster/swap-shift.server.ts";
import { confirmClaim, releaseClaim, takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { resizeSlot, setServiceDay } from "#app/features/visiting/calendar/set-slot.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { drift, newRider, NOW, serviceNamed, slotsOn, testApp, type TestApp } from "#tests/support/app.ts";
import { clinicOf, newStaff, rosterOf } from "#tests/support/staff.ts";
import { Model, type Claim, type Line, type Status } from "./model.ts";
import { RosterModel, SHIFTS, type Asked, type Word } from "./roster-model.ts";

const [TODAY, TOMORROW] = ["2026-11-24", "2026-11-25"];
const RUNS = Number(process.env.PROOF_RUNS ?? 12);

interface World {
  app: TestApp;
  service: Service;
  riders: Rider[];
  model: Model;
  people: Staff[];
  shifts: string[];
  roster: RosterModel;
}

/** A service of two days with two slots each, four riders, and little of everything; three shifts, and four people for them. */
async function world(): Promise<World> {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const slots = [];
  for (const date of [TODAY, TOMORROW]) {
    const [one, two] = (await slotsOn(app, service, date)).filter(({ start }) => start > "2026-11-24T06:30");
    slots.push(one!, two!);
  }
  await app.db
    .deleteFrom("slots")
    .where("service_id", "=", service.id)
    .where(
      "id",
      "not in",
      slots.map(({ id }) => id),
    )
    .execute();
  for (const [i, slot] of slots.entries())
    await app.db
      .updateTable("slots")
      .set({ capacity: i === 3 ? 2 : 1 })
      .where("id", "=", slot.id)
      .execute();
  const days = new Map([
    [TODAY, { quota: 2, closed: false }],
    [TOMORROW, { quota: 2, closed: false }],
  ]);
  for (const [date, { quota }] of days)
    await app.db
      .updateTable("service_days")
      .set({ quota })
      .where("service_id", "=", service.id)
      .where("date", "=", date)
      .execute();
  const { noticeMinutes, cancelMinutes, graceMinutes } = service.rules;
  const places = slots.map(({ id, date, start }, i) => ({
    id,
    date: date as string,
    start,
    capacity: i === 3 ? 2 : 1,
    closed: false,
  }));
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const shifts: string[] = [];
  for (const [day, from, to] of [
    [5, "09:00", "12:00"],
    [5, "11:00", "14:00"],
    [3, "09:00", "12:00"],
  ] as const) {
    shifts.push((await rosterOf(app, manager, point, { days: [day], from, to }, ["2026-11-24", "2026-11-28"]))[0]!.id);
  }
  const people = [];
  for (const name of ["甲", "乙", "丙", "丁"]) people.push(await newStaff(app, "volunteer", point, "", name));
  return {
    app,
    service,
    people,
    shifts,
    roster: new RosterModel(),
    riders: await Promise.all([1, 2, 3, 4].map(() => newRider(app))),
    model: new Model(NOW, places, days, { noticeMinutes, cancelMinutes, graceMinutes, zone: "Asia/Shanghai" as never }),
  };
}

/** Whether the store says what the model says, of every booking, line and count. */
async function agree({ app, model, people, shifts, roster }: World): Promise<void> {
  const words = (await app.db.selectFrom("shift_claims").selectAll().where("shift_id", "in", shifts).execute()).map(
    (row) => `${row.id} ${row.shift_id} ${row.staff_id} ${row.kind} ${row.status}`,
  );
  expect(words.sort()).toEqual(
    roster.words
      .map((word) => `${word.id} ${shifts[word.shift]} ${people[word.staff]!.id} ${word.kind} ${word.status}`)
      .sort(),
  );
  const swaps = (
    await app.db
      .selectFrom("shift_swaps")
      .selectAll()
      .where(
        "to_staff_id",
        "in",
        people.map(({ id }) => id),
      )
      .execute()
  ).map((row) => `${row.id} ${row.claim_id} ${row.status}`);
  expect(swaps.sort()).toEqual(roster.swaps.map((swap) => `${swap.id} ${swap.word.id} ${swap.status}`).sort());
  const bookings = new Map(
    (await app.db.selectFrom("bookings").select(["id", "slot_id", "status"]).execute()).map((row) => [
      row.id,
      `${row.slot_id} ${row.status}`,
    ]),
  );
  expect([...bookings]).toEqual(
    expect.arrayContaining(model.claims.map((claim) => [claim.id, `${model.slots[claim.slot]!.id} ${claim.status}`])),
  );
  expect(bookings.size).toBe(model.claims.length);
  const lines = (await app.db.selectFrom("waitlist").select(["id", "status"]).execute()).map(
    (row) => `${row.id} ${row.status}`,
  );
  expect(lines.sort()).toEqual(model.lines.map((line) => `${line.id} ${line.status}`).sort());
  expect(await drift(app)).toEqual([]);
}

/** After what the model only watches: it takes over what the store says. */
async function takeOver({ app, model }: World): Promise<void> {
  const places = new Map(model.slots.map((slot, i) => [slot.id, i]));
  for (const row of await app.db
    .selectFrom("slots")
    .select(["id", "closed", "capacity"])
    .where("id", "in", [...places.keys()])
    .execute())
    Object.assign(model.slots[places.get(row.id)!]!, { closed: row.closed === 1, capacity: row.capacity });
  for (const row of await app.db.selectFrom("bookings").select(["id", "slot_id", "status"]).execute())
    Object.assign(
      model.claims.find(({ id }) => id === row.id)!,
      { slot: places.get(row.slot_id)!, status: row.status },
    );
  for (const row of await app.db.selectFrom("waitlist").select(["id", "status", "offer_until"]).execute())
    Object.assign(
      model.lines.find(({ id }) => id === row.id)!,
      { status: row.status, until: row.offer_until },
    );
}

type Act = (world: World) => Promise<void>;
const of = <T>(list: T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
const withClaim =
  (n: number, work: (claim: Claim, world: World) => Promise<void>): Act =>
  async (here) => {
    const claim = of(here.model.claims, n);
    if (claim) await work(claim, here);
  };
const withLine =
  (n: number, work: (line: Line, world: World) => Promise<void>): Act =>
  async (here) => {
    const line = of(here.model.lines, n);
    if (line) await work(line, here);
  };

const withWord =
  (n: number, work: (word: Word, world: World) => Promise<void>): Act =>
  async (here) => {
    const word = of(here.roster.words, n);
    if (word) await work(word, here);
  };
const withSwap =
  (n: number, work: (swap: Asked, world: World) => Promise<void>): Act =>
  async (here) => {
    const swap = of(here.roster.swaps, n);
    if (swap) await work(swap, here);
  };
/** The id of a row that the model does not know yet. */
const newIn = async ({ app, roster }: World, table: "shift_claims" | "shift_swaps"): Promise<string | undefined> => {
  const known = new Set([...roster.words, ...roster.swaps].map(({ id }) => id));
  const newest = await app.db.selectFrom(table).select("id").orderBy("id", "desc").limit(1).executeTakeFirst();
  return newest && !known.has(newest.id) ? newest.id : undefined;
};

const ACTS: Record<string, (rider: number, slot: number, n: number) => Act> = {
  book:
    (rider, slot) =>
    async ({ app, riders, model }) => {
      const outcome = await bookSlot(app, riders[rider]!, randomUUID(), {
        slotId: model.slots[slot]!.id,
        riderKind: "food-rider",
      });
      expect(outcome.kind).toBe(model.book(rider, slot));
      if (outcome.kind === "booked")
        model.claims.push({ id: outcome.booking.id, rider, slot, status: "booked", made: model.now });
    },
  cancel: (_rider, _slot, n) =>
    withClaim(n, async (claim, { app, riders, model }) =>
      expect((await cancelBooking(app, riders[claim.rider]!, claim.id)).kind).toBe(model.cancel(claim)),
    ),
  move: (_rider, slot, n) =>
    withClaim(n, async (claim, { app, riders, model }) =>
      expect((await moveBooking(app, riders[claim.rider]!, claim.id, model.slots[slot]!.id)).kind).toBe(
        model.move(claim, slot),
      ),
    ),
  wait:
    (rider, slot) =>
    async ({ app, riders, model }) => {
      const outcome = await joinWaitlist(app, riders[rider]!, {
        slotId: model.slots[slot]!.id,
        riderKind: "food-rider",
      });
      expect(outcome.kind).toBe(model.wait(rider, slot));
      if (outcome.kind === "joined" && !model.lines.some(({ id }) => id === outcome.waiting.id))
        model.lines.push({ id: outcome.waiting.id, rider, slot, status: "waiting", until: null });
    },
  accept: (_rider, _slot, n) =>
    withLine(n, async (line, { app, riders, model }) => {
      const outcome = await acceptOffer(app, riders[line.rider]!, line.id);
      expect(outcome.kind).toBe(model.accept(line));
      if (outcome.kind !== "accepted" || line.status === "accepted") return;
      line.status = "accepted";
      model.claims.push({
        id: outcome.booking.id,
        rider: line.rider,
        slot: line.slot,
        status: "booked",
        made: model.now,
      });
    }),
  leave: (_rider, _slot, n) =>
    withLine(n, async (line, { app, riders, model }) => {
      await leaveWaitlist(app, riders[line.rider]!, line.id);
      model.leave(line);
    }),
  step: (rider, _slot, n) =>
    withClaim(n, async (claim, { app, service, model }) => {
      const to = (["checked-in", "served", "no-show", "booked"] as const satisfies Status[])[rider]!;
      expect((await stepBooking(app, { kind: "staff", id: "desk" }, service.pointId, claim.id, to)).kind).toBe(
        model.step(claim, to, TODAY),
      );
    }),
  tick:
    (rider) =>
    async ({ app, model }) => {
      if (model.now > "2026-11-24T07:00") return;
      model.tick([3, 10, 20, 60][rider]!);
      app.clock.set(model.now);
      await releasePlaces(app);
      await passOffers(app);
    },
  take: (person, slot, n) => async (here) => {
    const [shift, kind] = [slot % SHIFTS, n % 3 === 0 ? "stand-by" : "claim"] as const;
    const outcome = await takeShift(here.app, here.people[person]!, here.shifts[shift]!, kind);
    expect(outcome.kind).toBe(
      here.roster.take(person, shift, kind, outcome.kind === "taken" ? outcome.claim.id : undefined),
    );
  },
  confirm: (_person, _slot, n) =>
    withWord(n, async (word, { app, people, roster }) =>
      expect((await confirmClaim(app, people[word.staff]!, word.id)).kind).toBe(roster.confirm(word)),
    ),
  release: (_person, _slot, n) =>
    withWord(n, async (word, { app, people, roster }) =>
      expect((await releaseClaim(app, people[word.staff]!, word.id)).kind).toBe(roster.release(word)),
    ),
  ask: (person, _slot, n) =>
    withWord(n, async (word, here) => {
      const { kind } = await askSwap(here.app, here.people[word.staff]!, word.id, here.people[person]!.id);
      expect(kind).toBe(here.roster.ask(word, person, await newIn(here, "shift_swaps")));
    }),
  answer: (person, _slot, n) =>
    withSwap(n, async (swap, here) => {
      const { kind } = await answerSwap(here.app, here.people[swap.to]!, swap.id, person > 0);
      expect(kind).toBe(here.roster.answer(swap, person > 0, await newIn(here, "shift_claims")));
    }),
  resize:
    (rider, slot) =>
    async ({ app, service, model }) =>
      expect((await resizeSlot(app, SYSTEM, service.pointId, model.slots[slot]!.id, rider)).kind).toBe(
        model.resize(slot, rider),
      ),
  quota:
    (rider, slot) =>
    async ({ app, service, model }) => {
      const { date } = model.slots[slot]!;
      expect((await setServiceDay(app, SYSTEM, service, date as CivilDate, rider)).kind).toBe(
        model.setQuota(date, rider),
      );
    },
  close: (rider, slot) => async (here) => {
    const { date, id } = here.model.slots[slot]!;
    await closeSlots(here.app, SYSTEM, {
      pointId: here.service.pointId,
      serviceId: here.service.id,
      date: date as CivilDate,
      ...(rider > 0 && { slotIds: [id] }),
    });
    if (rider === 0) here.model.days.get(date)!.closed = true;
    await takeOver(here);
  },
};

class Step implements fc.AsyncCommand<object, World> {
  readonly #name: string;
  readonly #act: Act;
  constructor(name: string, rider: number, slot: number, n: number) {
    this.#name = `${name}(${rider}, ${slot}, ${n})`;
    this.#act = ACTS[name]!(rider, slot, n);
  }
  check = () => true;
  async run(_model: object, real: World): Promise<void> {
    await this.#act(real);
    await agree(real);
  }
  toString = () => this.#name;
}

const weights: Record<string, number> = {
  book: 6,
  cancel: 2,
  move: 3,
  wait: 4,
  accept: 3,
  leave: 1,
  step: 2,
  tick: 2,
  resize: 1,
  quota: 1,
  close: 1,
  take: 5,
  confirm: 1,
  release: 2,
  ask: 5,
  answer: 5,
};
const numbers = [fc.nat(3), fc.nat(3), fc.nat(7)] as const;
const steps = fc.commands(
  Object.entries(weights).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () =>
      fc.tuple(...numbers).map(([rider, slot, n]) => new Step(name, rider, slot, n)),
    ),
  ),
  { maxCommands: 60, size: "max" },
);

test("whatever is done in whatever order, every answer, status and count is the model's", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      const real = await world();
      await fc.asyncModelRun(() => ({ model: {}, real }), commands);
      await closeApp(real.app);
    }),
    { numRuns: RUNS, endOnFailure: true, seed: Number(process.env.PROOF_SEED ?? 20261124) },
  );
}, 1_200_000);

test("whatever is done at once, in whatever order it comes through, no count drifts and nothing is over", async () => {
  const plain = fc.array(
    fc.record({ name: fc.constantFrom("book", "wait", "cancel", "move"), rider: fc.nat(3), slot: fc.nat(3) }),
    { minLength: 6, maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plain, async (scheduler, wanted) => {
      const { app, riders, model } = await world();
      const doing = wanted.map(({ name, rider, slot }) =>
        scheduler.schedule(Promise.resolve(), `${name}(${rider}, ${slot})`).then(async () => {
          const [who, slotId] = [riders[rider]!, model.slots[slot]!.id];
          if (name === "book") return bookSlot(app, who, randomUUID(), { slotId, riderKind: "food-rider" });
          if (name === "wait") return joinWaitlist(app, who, { slotId, riderKind: "food-rider" });
          const own = await app.db
            .selectFrom("bookings")
            .select("id")
            .where("device_id", "=", who.deviceId)
            .where("status", "=", "booked")
            .executeTakeFirst();
          return own && (name === "cancel" ? cancelBooking(app, who, own.id) : moveBooking(app, who, own.id, slotId));
        }),
      );
      await scheduler.waitAll();
      await Promise.all(doing);
      expect(await drift(app)).toEqual([]);
      // A run's connections end with it: hundreds of runs want more than a store has.
      await closeApp(app);
    }),
    { numRuns: RUNS, endOnFailure: true, seed: Number(process.env.PROOF_SEED ?? 20261124) },
  );
}, 1_200_000);

test("control: a store that forgets one place, gives a shift to another, or forgets to count is each told from the model", async () => {
  const here = await world();
  await ACTS.book!(0, 3, 0)(here);
  await agree(here);
  await here.app.db.updateTable("slots").set({ booked: 0 }).where("id", "=", here.model.slots[3]!.id).execute();
  await expect(agree(here)).rejects.toThrow();
  await ACTS.take!(0, 0, 1)(here);
  await here.app.db.updateTable("slots").set({ booked: 1 }).where("id", "=", here.model.slots[3]!.id).execute();
  await agree(here);
  await here.app.db
    .updateTable("shift_claims")
    .set({ staff_id: here.people[1]!.id })
    .where("id", "=", here.roster.words[0]!.id)
    .execute();
  await expect(agree(here)).rejects.toThrow();
  await here.app.db.updateTable("slots").set({ booked: 0 }).where("id", "=", here.model.slots[3]!.id).execute();
  await expect(
    (async () => {
      await ACTS.book!(1, 3, 0)(here);
      await ACTS.book!(2, 3, 0)(here);
      await ACTS.book!(3, 3, 0)(here);
    })(),
  ).rejects.toThrow();
});
