import { expect, test } from "vitest";
import { cutSlots } from "#app/features/visiting/slots/cut-slots.ts";
import type { Schedule } from "#app/features/visiting/services/schedule.ts";
import { chineseDayKind } from "#app/platform/chinese-calendar.server.ts";
import type { CivilDate, CivilTime } from "#app/time/civil.ts";
import type { Zone } from "#app/time/zone.ts";

const schedule = (more: Partial<Schedule>): Schedule => ({
  id: "s",
  days: [4],
  from: "09:30" as CivilTime,
  to: "10:30" as CivilTime,
  slotMinutes: 20,
  capacity: 2,
  calendar: "workdays",
  ...more,
});
const cut = (schedules: Schedule[], first: string, last: string, dates = new Map()) =>
  cutSlots(
    schedules,
    dates as never,
    "Asia/Shanghai" as Zone,
    chineseDayKind,
    first as CivilDate,
    last as CivilDate,
  ).map(({ start, capacity }) => `${start.slice(0, 16)} ${capacity}`);

test("a week's Thursday becomes slots of equal length, and a rest too short is not cut", () => {
  expect(cut([schedule({ to: "10:25" as CivilTime })], "2026-11-23", "2026-11-29")).toEqual([
    "2026-11-26T01:30 2",
    "2026-11-26T01:50 2",
  ]);
});

test("a split day has both halves, and a holiday has none", () => {
  const halves = [
    schedule({ days: [1, 2, 3, 4, 5], to: "09:50" as CivilTime }),
    schedule({ days: [1, 2, 3, 4, 5], from: "14:00" as CivilTime, to: "14:20" as CivilTime }),
  ];
  expect(cut(halves, "2026-11-24", "2026-11-24")).toEqual(["2026-11-24T01:30 2", "2026-11-24T06:00 2"]);
  expect(cut(halves, "2026-10-01", "2026-10-01")).toEqual([]);
  expect(cut(halves, "2026-10-10", "2026-10-10")).toHaveLength(2);
});

test("a dated exception stands before the schedules, also when it is empty", () => {
  const dates = new Map([
    ["2026-11-26", []],
    ["2026-11-27", [{ from: "08:00", to: "08:30", slotMinutes: 30, capacity: 5 }]],
  ]);
  expect(cut([schedule({})], "2026-11-26", "2026-11-27", dates)).toEqual(["2026-11-27T00:00 5"]);
});

test("where two schedules start at once the one with more places stands", () => {
  expect(
    cut([schedule({ capacity: 1 }), schedule({ capacity: 3, to: "09:50" as CivilTime })], "2026-11-26", "2026-11-26"),
  ).toEqual(["2026-11-26T01:30 3", "2026-11-26T01:50 1", "2026-11-26T02:10 1"]);
});
