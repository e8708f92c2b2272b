import type { Instant } from "#app/time/instant.ts";

/** What a calendar is told of a visit. */
export interface CalendarVisit {
  id: string;
  sequence: number;
  cancelled: boolean;
  start: Instant;
  end: Instant;
  stamp: Instant;
  summary: string;
  location: string;
  description: string;
  place: { lat: number; lng: number };
  url: string;
  /** Minutes before the start at which the phone rings. */
  alarms: number[];
}

const escape = (text: string) =>
  text
    .replace(/\\/g, "\\\\")
    .replace(/;/g, "\\;")
    .replace(/,/g, "\\,")
    .replace(/\r\n?|\n/g, "\\n");
const utc = (instant: Instant) => instant.slice(0, 19).replace(/[-:]/g, "") + "Z";

/** A content line of at most 75 octets, folded as RFC 5545 3.1 says, never inside a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = "";
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 75) {
      parts.push(part);
      part = " ";
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join("\r\n");
}

/** The lines of one event; the UID stays and SEQUENCE rises, so that a second import corrects the first. */
function eventLines(visit: CalendarVisit): string[] {
  const alarms = visit.cancelled
    ? []
    : visit.alarms.flatMap((minutes) => [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        `DESCRIPTION:${escape(visit.summary)}`,
        `TRIGGER:-PT${minutes}M`,
        "END:VALARM",
      ]);
  return [
    "BEGIN:VEVENT",
    `UID:${visit.id}@nuanyi`,
    `SEQUENCE:${visit.sequence}`,
    `STATUS:${visit.cancelled ? "CANCELLED" : "CONFIRMED"}`,
    `DTSTAMP:${utc(visit.stamp)}`,
    `DTSTART:${utc(visit.start)}`,
    `DTEND:${utc(visit.end)}`,
    `SUMMARY:${escape(visit.summary)}`,
    `LOCATION:${escape(visit.location)}`,
    `DESCRIPTION:${escape(visit.description)}`,
    `GEO:${visit.place.lat.toFixed(6)};${visit.place.lng.toFixed(6)}`,
    `URL:${visit.url}`,
    "CLASS:PRIVATE",
    ...alarms,
    "END:VEVENT",
  ];
}

const HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nuanyi//Nuanyi//ZH", "CALSCALE:GREGORIAN"];

/** Visits as one RFC 5545 calendar object. */
function calendarOf(head: string[], visits: CalendarVisit[]): string {
  return [...head, ...visits.flatMap(eventLines), "END:VCALENDAR", ""].map(fold).join("\r\n");
}

/** A visit as an RFC 5545 calendar object. */
export function calendarFile(visit: CalendarVisit): string {
  return calendarOf(HEAD, [visit]);
}

/** A calendar object must hold a component: this one says nothing new, and stands where there is no visit. */
const CHINA = [
  "BEGIN:VTIMEZONE",
  "TZID:Asia/Shanghai",
  "BEGIN:STANDARD",
  "DTSTART:19920101T000000",
  "TZOFFSETFROM:+0800",
  "TZOFFSETTO:+0800",
  "TZNAME:CST",
  "END:STANDARD",
  "END:VTIMEZONE",
];

/** Many visits as a calendar with a name, that is asked for again by itself. */
export function calendarFeed(name: string, visits: CalendarVisit[]): string {
  return calendarOf(
    [
      ...HEAD,
      `NAME:${escape(name)}`,
      `X-WR-CALNAME:${escape(name)}`,
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
      "X-PUBLISHED-TTL:PT1H",
      ...CHINA,
    ],
    visits,
  );
}
