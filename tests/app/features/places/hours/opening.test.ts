import { describe, expect, test } from "vitest";
import { NO_DATES, openingAt, spansOn, weekFrom, type Hours } from "#app/features/places/hours/opening.ts";
import { chineseDayKind } from "#app/platform/chinese-calendar.server.ts";
import type { CivilDate, CivilTime, Weekday } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";

const ZONE = "Asia/Shanghai" as Zone;
const hours = (calendar: Hours["calendar"], days: number[], ...spans: string[]): Hours => ({
  calendar,
  spans: spans.map((span) => ({
    days: days as Weekday[],
    from: span.slice(0, 5) as CivilTime,
    to: span.slice(6) as CivilTime,
  })),
});
const office = hours("workdays", [1, 2, 3, 4, 5], "09:00-12:00", "14:00-18:00");
const at = (h: Hours, local: string) => {
  const { state, until } = openingAt(
    h,
    NO_DATES,
    ZONE,
    chineseDayKind,
    new Date(`${local}+08:00`).toISOString() as Instant,
  );
  return `${state} ${until ?? "never"}`;
};
const on = (h: Hours, date: string) =>
  spansOn(h, NO_DATES, date as CivilDate, chineseDayKind).map(({ from, to }) => `${from}-${to}`);

describe("open by its hours", () => {
  test.each([
    ["2026-11-24T08:59:59", "closed 2026-11-24T01:00:00.000Z"],
    ["2026-11-24T09:00:00", "open 2026-11-24T04:00:00.000Z"],
    ["2026-11-24T11:29:59", "open 2026-11-24T04:00:00.000Z"],
    ["2026-11-24T11:30:00", "closing-soon 2026-11-24T04:00:00.000Z"],
    ["2026-11-24T12:00:00", "closed 2026-11-24T06:00:00.000Z"],
    ["2026-11-24T18:00:00", "closed 2026-11-25T01:00:00.000Z"],
    ["2026-11-27T18:00:00", "closed 2026-11-30T01:00:00.000Z"],
  ])("at %s it is %s", (local, state) => expect(at(office, local)).toBe(state));
});

test("a point that keeps workdays closes on holidays and opens on make-up workdays", () => {
  expect(on(office, "2026-02-17")).toEqual([]);
  expect(on(office, "2026-02-14")).toEqual(["09:00-12:00", "14:00-18:00"]);
  expect(on(office, "2026-10-10")).toEqual(["09:00-12:00", "14:00-18:00"]);
  expect(on(office, "2026-11-28")).toEqual([]);
});

test("a Thursday stays a Thursday: a make-up Saturday does not bring it, and a holiday Thursday takes it away", () => {
  const thursday = hours("workdays", [4], "09:30-11:30");
  expect(on(thursday, "2026-11-26")).toEqual(["09:30-11:30"]);
  expect(on(thursday, "2026-10-10")).toEqual([]);
  expect(on(thursday, "2026-10-01")).toEqual([]);
});

test("hours of every day know no holidays, round the clock never close, and a night is one stretch", () => {
  expect(on(hours("every-day", [1, 2, 3, 4, 5, 6, 7], "08:00-20:00"), "2026-02-17")).toEqual(["08:00-20:00"]);
  expect(at(hours("every-day", [1, 2, 3, 4, 5, 6, 7], "00:00-24:00"), "2026-11-24T03:00:00")).toBe("open never");
  expect(at(hours("every-day", [1, 2, 3, 4, 5, 6, 7], "18:00-24:00", "00:00-02:00"), "2026-11-24T23:00:00")).toBe(
    "open 2026-11-24T18:00:00.000Z",
  );
});

test("a dated exception stands before the week, and nobody knows without hours", () => {
  const dated = new Map([["2026-11-24" as CivilDate, { spans: [], reason: "停水", reason_en: "no water" }]]);
  expect(openingAt(office, dated, ZONE, chineseDayKind, "2026-11-24T02:00:00.000Z" as Instant)).toEqual({
    state: "closed",
    until: "2026-11-25T01:00:00.000Z",
  });
  expect(openingAt(undefined, NO_DATES, ZONE, chineseDayKind, "2026-11-24T02:00:00.000Z" as Instant)).toEqual({
    state: "unknown",
    until: null,
  });
});

test("a week says which year's holidays are not known yet", () => {
  const week = weekFrom(office, NO_DATES, "2026-12-29" as CivilDate, chineseDayKind);
  expect(week.map(({ day }) => day.kind)).toEqual([
    "ordinary",
    "ordinary",
    "ordinary",
    "unknown",
    "unknown",
    "unknown",
    "unknown",
  ]);
});
