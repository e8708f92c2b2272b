import { expect, test } from "vitest";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import {
  drain,
  EXPIRED,
  judgeAnswer,
  mergeOutbox,
  otherTimes,
  RIDER,
  unsent,
  untold,
  type Unsent,
} from "#app/features/ground/outbox/outbox.ts";

const AT = "2026-11-24T02:00:00.000Z" as Instant;
const one = (id: string, owner = "p1"): Unsent =>
  unsent({ id, kind: "check-in", owner, path: "/api/v1/check-ins", body: { code: id }, language: "zh" }, AT);
const wish = (id: string, start = "2026-11-24T06:10:00.000Z"): Unsent =>
  unsent(
    {
      id,
      kind: "booking",
      owner: RIDER,
      path: "/api/v1/bookings",
      body: { slot_id: id },
      language: "zh",
      about: { what: "骑手门诊", start: start as Instant },
    },
    AT,
    start as Instant,
  );

test("what an answer means: done, final, or later", () => {
  expect(judgeAnswer("p1", 200, undefined)).toEqual({ kind: "done" });
  for (const status of [401, 403, 408, 425, 429, 500, 503])
    expect([status, judgeAnswer("p1", status, undefined).kind]).toEqual([status, "later"]);
  // Nobody acts on the tablet: it waits for the next PIN. A code that is not there never will be.
  expect(judgeAnswer("p1", 404, { type: "/problems/not-found" })).toEqual({ kind: "later" });
  expect(judgeAnswer("p1", 404, { type: "/problems/no-such-code", title: "没有" })).toEqual({
    kind: "refused",
    word: "没有",
  });
  expect(judgeAnswer("p1", 409, { type: "/problems/wrong-day", title: "明天的" })).toEqual({
    kind: "refused",
    word: "明天的",
  });
});

test("the outbox goes out in order, keeps what was refused to be seen, and stops at the first without network", async () => {
  const sent: string[] = [];
  const left = await drain(
    [one("a"), one("b"), one("c"), one("d")],
    async ({ id }) => {
      sent.push(id);
      if (id === "b") return { kind: "refused", word: "没有" };
      if (id === "c") throw new TypeError("network");
      return { kind: "done", path: null };
    },
    AT,
  );
  expect(sent).toEqual(["a", "b", "c"]);
  expect(left.map(({ id, refused }) => [id, refused])).toEqual([
    ["b", "没有"],
    ["c", undefined],
    ["d", undefined],
  ]);
  const again: string[] = [];
  expect(
    await drain(
      left,
      async ({ id }) => {
        again.push(id);
        return { kind: "done", path: null };
      },
      AT,
    ),
  ).toMatchObject([{ id: "b" }]);
  expect(again).toEqual(["c", "d"]);
});

test("one owner who must wait does not hold up another, and what a rider asked for stays to be seen", async () => {
  const list = await drain(
    [one("a"), wish("b"), one("c")],
    async ({ id }) => (id === "b" ? { kind: "done", path: "/bookings/1" } : { kind: "later" }),
    AT,
  );
  expect(list.map(({ id, done }) => [id, done?.path])).toEqual([
    ["a", undefined],
    ["b", "/bookings/1"],
    ["c", undefined],
  ]);
  expect(untold(list).map(({ id }) => id)).toEqual(["b"]);
  expect(untold(list.map((one) => ({ ...one, told: true })))).toEqual([]);
});

test("a wish that waited too long is not sent: a booking after a day or once its time has begun, a word on a door after half an hour", async () => {
  expect(wish("a").until).toBe("2026-11-24T06:10:00.000Z");
  expect(wish("a", "2026-11-29T06:10:00.000Z").until).toBe("2026-11-25T02:00:00.000Z");
  const door = unsent(
    { id: "d", kind: "door-report", owner: RIDER, path: "/", body: { state: "open" }, language: "zh" },
    AT,
  );
  const send = async () => ({ kind: "done", path: null }) as const;
  expect((await drain([door], send, plusMinutes(AT, 29)))[0]).toMatchObject({ done: {} });
  expect((await drain([door], send, plusMinutes(AT, 30)))[0]).toMatchObject({ refused: EXPIRED });
  expect(await drain([wish("a")], send, "2026-11-24T06:10:00.000Z" as Instant)).toMatchObject([{ refused: EXPIRED }]);
});

test("what was put in while sending stays, what was taken back meanwhile goes", () => {
  const [a, b, c] = [one("a"), one("b"), one("c")];
  expect(mergeOutbox([b, c], [a, b], [a, { ...b, refused: "x" }]).map(({ id, refused }) => [id, refused])).toEqual([
    ["b", "x"],
    ["c", undefined],
  ]);
});

test("instead of a place that is gone the next three free times are offered", () => {
  const at = (hour: number, state = "open") => ({
    id: String(hour),
    start: `2026-11-24T0${hour}:00:00.000Z` as Instant,
    state,
  });
  expect(
    otherTimes([at(9), at(3), at(5, "full"), at(6), at(7), at(8), at(1)], at(3).start).map(({ id }) => id),
  ).toEqual(["6", "7", "8"]);
});

test("what a rider does not find is gone for good, and what the server puts off holds up no other wish", async () => {
  expect(judgeAnswer(RIDER, 404, { type: "/problems/not-found", title: "没有" })).toEqual({
    kind: "refused",
    word: "没有",
  });
  for (const status of [429, 503]) expect(judgeAnswer(RIDER, status, undefined)).toEqual({ kind: "later" });
  const sent: string[] = [];
  const list = await drain(
    [wish("a"), wish("b")],
    async ({ id }) => {
      sent.push(id);
      return id === "a" ? { kind: "later" } : { kind: "done", path: null };
    },
    AT,
  );
  expect(sent).toEqual(["a", "b"]);
  expect(list.map(({ id, done }) => [id, !!done])).toEqual([
    ["a", false],
    ["b", true],
  ]);
});
