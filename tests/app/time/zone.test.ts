import { expect, test } from "vitest";
import {
  daysBetween,
  mondayOf,
  parseCivilDate,
  parseCivilTime,
  plusDays,
  weekdayOf,
  type CivilDate,
  type CivilTime,
} from "#app/time/civil.ts";
import { minutesBetween, parseInstant, plusMinutes, type Instant } from "#app/time/instant.ts";
import { civilOf, instantAt, parseZone, type Zone } from "#app/time/zone.ts";
import { dayWords, durationWords, momentWords } from "#app/time/words.ts";

const at = (date: string, time: string, zone: string) => instantAt(date as CivilDate, time as CivilTime, zone as Zone);

test("this process keeps a zone that no point does", () => {
  expect(process.env.TZ).toBe("Pacific/Chatham");
});

test.each([
  ["2026-11-24", "09:00", "Asia/Shanghai", "2026-11-24T01:00:00.000Z"],
  ["2026-11-24", "24:00", "Asia/Shanghai", "2026-11-24T16:00:00.000Z"],
  ["1990-07-01", "09:00", "Asia/Shanghai", "1990-07-01T00:00:00.000Z"],
  ["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["2026-11-24", "09:00", "Asia/Kathmandu", "2026-11-24T03:15:00.000Z"],
])("%s %s in %s is %s", (date, time, zone, instant) => {
  expect(at(date, time, zone)).toBe(instant);
});

test("an instant is a date and a time on the wall of its zone, whatever zone the process keeps", () => {
  expect(civilOf("2026-11-23T16:00:00.000Z" as Instant, "Asia/Shanghai" as Zone)).toEqual({
    date: "2026-11-24",
    time: "00:00",
    minutes: 0,
  });
  expect(parseZone("Asia/Shanghai")).toBe("Asia/Shanghai");
  expect(parseZone("Mars/Olympus")).toBeUndefined();
});

test("only dates, times and instants that exist are read", () => {
  expect(["2026-02-29", "2026-13-01", "26-1-1", "2026-11-24T", ""].map(parseCivilDate)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(parseCivilDate("2028-02-29")).toBe("2028-02-29");
  expect(["24:01", "9:00", "12:60", "noon"].map(parseCivilTime)).toEqual([undefined, undefined, undefined, undefined]);
  expect(parseInstant("2026-11-24T09:00:00+08:00")).toBe("2026-11-24T01:00:00.000Z");
  for (const bad of [
    "2026-11-24",
    "2026-11-24T09:00:00",
    "2026-99-24T09:00:00Z",
    "now",
    "9999-12-31T23:59:59-23:59",
    "0000-01-01T00:00:00+23:59",
  ])
    expect(parseInstant(bad)).toBeUndefined();
});

test("weeks and spans of days are counted on the calendar", () => {
  expect(weekdayOf("2026-11-26" as CivilDate)).toBe(4);
  expect(mondayOf("2026-11-29" as CivilDate)).toBe("2026-11-23");
  expect(plusDays("2026-02-28" as CivilDate, 1)).toBe("2026-03-01");
  expect(daysBetween("2026-11-24" as CivilDate, "2026-12-01" as CivilDate)).toBe(7);
  expect(
    minutesBetween("2026-11-24T01:00:00.000Z" as Instant, plusMinutes("2026-11-24T01:00:00.000Z" as Instant, -90)),
  ).toBe(-90);
});

test("times are said plainly, a date with its weekday", () => {
  const zone = "Asia/Shanghai" as Zone;
  expect(momentWords("2026-11-26T06:10:00.000Z" as Instant, zone, "zh")).toBe("11月26日 周四 14:10");
  expect(momentWords("2026-11-26T06:10:00.000Z" as Instant, zone, "en")).toBe("Thu 26 Nov 14:10");
  expect(
    ["2026-11-24", "2026-11-25", "2026-11-26"].map((date) =>
      dayWords(date as CivilDate, "2026-11-24" as CivilDate, "zh"),
    ),
  ).toEqual(["今天", "明天", "11月26日 周四"]);
  expect([0, 59, 60, 125, 2880].map((minutes) => durationWords(minutes, "zh"))).toEqual([
    "0 分钟",
    "59 分钟",
    "1 小时",
    "2 小时 5 分钟",
    "2 天",
  ]);
});
