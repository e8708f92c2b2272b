import ICAL from "ical.js";
import { expect, test } from "vitest";
import { calendarFile, type CalendarVisit } from "#app/features/telling/calendars/calendar-file.ts";
import type { Instant } from "#app/time/instant.ts";

const visit: CalendarVisit = {
  id: "0192",
  sequence: 2,
  cancelled: false,
  start: "2026-11-26T06:10:00.000Z" as Instant,
  end: "2026-11-26T06:20:00.000Z" as Instant,
  stamp: "2026-11-24T02:00:00.000Z" as Instant,
  summary: "骑手门诊, 复诊; 带\\单\n第二行",
  location: "武汉市第四医院 ".repeat(12).trim(),
  description: "凭证号 7K3M-Q9TD",
  place: { lat: 30.5727, lng: 114.2706 },
  url: "https://example.org/bookings/1",
  alarms: [1440, 60],
};

test("a parser that is not ours reads back what was written", () => {
  const text = calendarFile(visit);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text) as never).getFirstSubcomponent("vevent")!);
  expect(event.uid).toBe("0192@nuanyi");
  expect(event.sequence).toBe(2);
  expect(event.summary).toBe(visit.summary);
  expect(event.location).toBe(visit.location);
  expect(event.startDate.toJSDate().toISOString()).toBe(visit.start);
  expect(event.endDate.toJSDate().toISOString()).toBe(visit.end);
  const alarms = event.component
    .getAllSubcomponents("valarm")
    .map((alarm) => (alarm.getFirstPropertyValue("trigger") as unknown as { toSeconds(): number }).toSeconds());
  expect(alarms).toEqual([-86_400, -3600]);
});

test("a cancelled visit says so and rings no more", () => {
  const event = new ICAL.Component(
    ICAL.parse(calendarFile({ ...visit, cancelled: true })) as never,
  ).getFirstSubcomponent("vevent")!;
  expect(event.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(event.getAllSubcomponents("valarm")).toEqual([]);
});
