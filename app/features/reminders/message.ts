import { fill } from "#app/platform/fill.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { dayWords, timeWords, type Language } from "#app/time/words.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";
import type { ReminderKind } from "./reminder.ts";

/** What a message knows: when and where, and until when an offer holds. Nothing of why. */
export interface MessageDetails {
  start: Instant;
  zone: Zone;
  place: string;
  place_en: string;
  until?: Instant;
}

const CATALOG = { zh, en };

/** A message in words, as said at `now`. Time and place only: it may stand on a locked screen. */
export function messageWords(kind: ReminderKind | "test", details: MessageDetails, language: Language, now: Instant): { title: string; body: string } {
  const words = CATALOG[language];
  const values = {
    day: dayWords(dateIn(details.zone, details.start), dateIn(details.zone, now), language),
    time: timeWords(details.start, details.zone),
    place: language === "zh" ? details.place : details.place_en,
    until: details.until ? timeWords(details.until, details.zone) : "",
  };
  return { title: fill(words[`message.${kind}.title`], values), body: fill(words[`message.${kind}.body`], values) };
}
