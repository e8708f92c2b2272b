import { expect, test } from "vitest";
import { doorState, type DoorStaffing } from "#app/features/finding/door/door-state.ts";
import { DESK, type DoorReport } from "#app/features/places/doors/door-report.ts";
import type { OpenState } from "#app/features/places/hours/opening.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { at } from "#tests/support/staff.ts";

const now = at("2026-11-24T04:00:00.000Z");
const OPEN: OpenState = { state: "open", until: at("2026-11-24T10:00:00.000Z") };
const said = (word: DoorReport["word"], minutesAgo: number, deviceId: string): DoorReport => ({
  pointId: "p",
  deviceId,
  word,
  at: plusMinutes(now, -minutesAgo),
});
const state = (reports: DoorReport[], staffing?: DoorStaffing, opening = OPEN) =>
  doorState(
    opening,
    [...reports].sort((a, b) => (a.at < b.at ? 1 : -1)),
    now,
    staffing,
  ).state;
const locked = (count: number, minutesAgo = 1) =>
  Array.from({ length: count }, (_, i) => said("locked", minutesAgo, `d${i}`));

test("hours close a door, and no word opens it", () => {
  expect(state([said("open", 1, "a")], { present: true, unstaffed: false }, { state: "closed", until: null })).toBe(
    "closed",
  );
});

test("a door found locked by one, two or three: three turn it, and one device cannot speak three times", () => {
  expect([1, 2, 3].map((count) => state(locked(count)))).toEqual(["open", "open", "unknown"]);
  expect(state([said("locked", 1, "a"), said("locked", 12, "a"), said("locked", 23, "a")])).toBe("open");
});

test("one word of open does not turn back what many found; as many do, and one's own newer word does", () => {
  expect(state([...locked(5, 5), said("open", 2, "z")])).toBe("unknown");
  expect(state([...locked(3, 5), said("open", 2, "x"), said("open", 2, "y"), said("open", 2, "z")])).toBe("open");
  expect(state([...locked(3, 5), said("open", 2, "d0")])).toBe("open");
  // Old doubts weigh less than fresh words.
  expect(state([...locked(3, 100), said("open", 2, "z")])).toBe("open");
});

test("“full” and “the QR fails” are told when two devices say so, and one device's newest word is its only one", () => {
  const remark = (reports: DoorReport[]) =>
    doorState(
      OPEN,
      [...reports].sort((a, b) => (a.at < b.at ? 1 : -1)),
      now,
    ).remark;
  expect(remark([said("full", 3, "a")])).toBeUndefined();
  expect(remark([said("full", 3, "a"), said("full", 7, "b")])).toEqual({ word: "full", at: plusMinutes(now, -3) });
  expect(
    remark([said("full", 30, "a"), said("full", 27, "b"), said("qr-fails", 4, "c"), said("qr-fails", 5, "d")]),
  ).toMatchObject({ word: "qr-fails" });
  expect(remark([said("full", 30, "a"), said("full", 27, "b"), said("open", 1, "b")])).toBeUndefined();
});

test("words fade and are nothing after two hours", () => {
  expect(state(locked(3, 119))).toBe("unknown");
  expect(state(locked(3, 120))).toBe("open");
});

test("a handful of false words cannot turn a door at which somebody is checked in, or was at work a moment ago", () => {
  expect(state(locked(4), { present: true, unstaffed: false })).toBe("open");
  expect(state(locked(5), { present: true, unstaffed: false })).toBe("unknown");
  expect(state([...locked(3), said("open", 2, DESK)])).toBe("open");
  expect(state([...locked(3), said("open", 60, DESK)])).toBe("unknown");
});

test("unstaffed by the roster stands until the desk gives a sign, and for twenty minutes after it does not", () => {
  const unstaffed = { present: false, unstaffed: true };
  expect(state([], unstaffed)).toBe("unstaffed");
  expect(state([said("open", 1, "a"), said("open", 2, "b")], unstaffed)).toBe("unstaffed");
  expect(state([said("open", 20, DESK)], unstaffed)).toBe("open");
  expect(state([said("open", 20.1, DESK)], unstaffed)).toBe("unstaffed");
});

test("what confirms is the newest word", () => {
  expect(doorState(OPEN, [said("full", 3, "a"), said("open", 9, "b")], now).confirmedAt).toBe(plusMinutes(now, -3));
});
