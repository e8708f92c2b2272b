import { fill } from "#app/words/fill.ts";
import type { Instant } from "#app/time/instant.ts";
import { momentWords, timeWords, type Language } from "#app/time/words.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";
import { EXPIRED, type Unsent } from "./outbox.ts";

const CATALOG: Record<Language, Record<keyof typeof zh, string>> = { zh, en };

type Worded = "booking" | "cancel" | "door-report";

/** What an entry is, in one line: `预约 11月26日 周四 14:10 骑手门诊`. */
export function entryWords(one: Unsent, language: Language): string {
  const { what = "", start, zone } = one.about ?? {};
  return fill(CATALOG[language][`outbox.${one.kind as Worded}`], {
    what,
    when: start && zone ? momentWords(start, zone, language) : "",
  });
}

/** What came of an entry, as a notification tells it. */
export function newsWords(one: Unsent, language: Language): { title: string; body: string } {
  const words = CATALOG[language];
  const what = entryWords(one, language);
  if (one.done) return { title: words[`outbox.done.${one.kind as Worded}`], body: what };
  const why =
    one.refused === EXPIRED ? words["outbox.expired"] : fill(words["outbox.refused"], { why: one.refused ?? "" });
  const zone = one.about?.zone;
  const times =
    zone && one.others?.length
      ? ` ${words["outbox.others"]}${one.others.map(({ start }: { start: Instant }) => timeWords(start, zone)).join("、")}`
      : "";
  return { title: what, body: why + times };
}
