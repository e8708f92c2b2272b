import { expect, test } from "vitest";
import { expectedCall, mustLeave, paceOf, ticketLabel, type Call } from "#app/features/visiting/queue/ticket.ts";
import { at } from "#tests/support/staff.ts";

const calls = (...minutes: number[]): Call[] =>
  minutes.map((m) => ({ at: at(`2026-11-24T02:${String(m).padStart(2, "0")}:00.000Z`), station: "1" }));

test("the pace is the median of today's calls; with fewer than three gaps it is what a visit is meant to take", () => {
  expect(paceOf(calls(0, 4, 8), 10)).toEqual({ minutes: 10, measured: false });
  expect(paceOf(calls(0, 4, 8, 12), 10)).toEqual({ minutes: 4, measured: true });
  expect(paceOf(calls(0, 4, 8, 12, 50), 10)).toEqual({ minutes: 4, measured: true });
  expect(paceOf(calls(0, 55, 59), 10)).toMatchObject({ measured: false });
});

test("the expected time is a range that grows with the line and is wider when nothing was measured", () => {
  const now = at("2026-11-24T02:10:00.000Z");
  const measured = expectedCall(4, { minutes: 5, measured: true }, now, now);
  expect(measured).toEqual({ from: "2026-11-24T02:28:00.000Z", to: "2026-11-24T02:45:00.000Z" });
  const guessed = expectedCall(4, { minutes: 5, measured: false }, now, now);
  expect(guessed.from < measured.from && guessed.to > measured.to).toBe(true);
  expect(expectedCall(0, { minutes: 5, measured: true }, undefined, now).from).toBe(now);
});

test("leave when the way is as long as the earliest call, not a minute before", () => {
  const expected = { from: at("2026-11-24T02:30:00.000Z"), to: at("2026-11-24T02:40:00.000Z") };
  expect(mustLeave(expected, 10, at("2026-11-24T02:19:59.000Z"))).toBe(false);
  expect(mustLeave(expected, 10, at("2026-11-24T02:20:00.000Z"))).toBe(true);
});

test("a number reads A012", () => {
  expect([ticketLabel("A", 12), ticketLabel("B", 1234)]).toEqual(["A012", "B1234"]);
});
