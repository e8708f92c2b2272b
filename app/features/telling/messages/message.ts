import { fill } from "#app/words/fill.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { dayWords, timeWords, type Language } from "#app/time/words.ts";
import en from "./news.en.ts";
import zh from "./news.zh.ts";
import type { ReminderKind } from "./reminder.ts";

/** What a message knows: when and where, and until when an offer holds. Nothing of why. */
export interface MessageDetails {
  start: Instant;
  zone: Zone;
  place: string;
  place_en: string;
  until?: Instant;
  /** A queue's number, `A012`, and the window that calls it. */
  label?: string;
  station?: string;
  /** An operator's own words. */
  title?: string;
  title_en?: string;
  body?: string;
  body_en?: string;
}

/** Where on this site a message leads. */
export function messagePath(kind: ReminderKind, subjectId: string, pointId: string): string {
  switch (kind) {
    case "offer":
    case "offer-passed":
      return `/waitlist/${subjectId}`;
    case "ticket-called":
    case "ticket-over":
    case "leave-now":
      return `/tickets/${subjectId}`;
    case "notice":
      return "/";
    case "door-fixed":
      return `/points/${pointId}`;
    case "point-unstaffed":
      return `/desk/${pointId}/roster`;
    case "door-task":
      return `/desk/${pointId}/tasks`;
    case "shift-confirm":
    case "shift-day-before":
    case "shift-hour-before":
    case "shift-yours":
    case "shift-lost":
    case "shift-freed":
    case "shift-cover":
    case "swap-asked":
    case "swap-accepted":
    case "swap-declined":
      return "/duty";
    default:
      return `/bookings/${subjectId}`;
  }
}

const CATALOG = { zh, en };

/** What a text to a number that nobody vouches for ends with: how to end them. */
export const stopWords = (language: Language, address: string): string =>
  fill(CATALOG[language]["message.stop"], { address });

/** A message in words, as said at `now`. Time and place only: it may stand on a locked screen. */
export function messageWords(
  kind: ReminderKind | "test",
  details: MessageDetails,
  language: Language,
  now: Instant,
): { title: string; body: string } {
  const words = CATALOG[language];
  const values = {
    day: dayWords(dateIn(details.zone, details.start), dateIn(details.zone, now), language),
    time: timeWords(details.start, details.zone),
    place: language === "zh" ? details.place : details.place_en,
    until: details.until ? timeWords(details.until, details.zone) : "",
    label: details.label ?? "",
    station: details.station ?? "",
    title: (language === "en" && details.title_en) || (details.title ?? ""),
    text: (language === "en" && details.body_en) || (details.body ?? ""),
  };
  return { title: fill(words[`message.${kind}.title`], values), body: fill(words[`message.${kind}.body`], values) };
}
