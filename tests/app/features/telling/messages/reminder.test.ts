import { describe, expect, test } from "vitest";
import { nextTry, remindersFor } from "#app/features/telling/messages/reminder.ts";
import { plusMinutes, minutesBetween, type Instant } from "#app/time/instant.ts";

const START = "2026-11-26T06:10:00.000Z" as Instant;
const madeBefore = (minutes: number) => remindersFor(START, plusMinutes(START, -minutes)).map(({ kind }) => kind);

describe("what is said ahead of a visit", () => {
  test("a day and an hour ahead, when there is time for both", () => {
    expect(remindersFor(START, plusMinutes(START, -3000))).toEqual([
      { kind: "day-before", dueAt: "2026-11-25T06:10:00.000Z" },
      { kind: "hour-before", dueAt: "2026-11-26T05:10:00.000Z" },
    ]);
  });
  test.each([
    [1441, ["day-before", "hour-before"]],
    [1440, ["hour-before"]],
    [1439, ["hour-before"]],
    [76, ["hour-before"]],
    [75, ["hour-before"]],
    [74, ["quarter-before"]],
    [16, ["quarter-before"]],
    [15, []],
    [14, []],
  ])("booked %i minutes ahead: %j", (minutes, kinds) => {
    expect(madeBefore(minutes)).toEqual(kinds);
  });
});

test("tries grow from a quarter of a minute to ten, and a push service's own wish is kept", () => {
  const wait = (attempts: number, wish?: number, chance = 0.5, left = 1440) =>
    Math.round(
      minutesBetween(START, nextTry(START, { attempts, expiresAt: plusMinutes(START, left) }, wish, chance)) * 60,
    );
  expect([1, 2, 3, 6, 7, 20].map((attempt) => wait(attempt))).toEqual([15, 30, 60, 480, 600, 600]);
  expect(wait(1, 120)).toBe(120);
  expect([wait(1, undefined, 0), wait(1, undefined, 1)]).toEqual([11, 19]);
  // The nearer the visit, the more often: a host that fails every second time is not given up.
  expect([60, 20, 5, 1].map((left) => wait(9, undefined, 0.5, left))).toEqual([450, 150, 38, 15]);
});
