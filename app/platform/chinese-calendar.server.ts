import chineseDays from "chinese-days";
import type { DayKind } from "#app/time/calendar.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { makeMemory, weighJson } from "./memory.ts";

const known = makeMemory<DayKind>("calendar", weighJson);

/** The last year whose holidays chinese-days knows: the newest whose New Year's Day has a holiday's name. */
export function lastKnownYear(): number {
  let year = 2026;
  while (chineseDays.getDayDetail(`${year + 1}-01-01`).name.includes(",")) year++;
  return year;
}

const LAST_YEAR = lastKnownYear();

/** What the Chinese calendar says of a date; `unknown` where its year's holidays are not published yet. */
export function chineseDayKind(date: CivilDate): DayKind {
  const found = known.get(date);
  if (found) return found;
  const kind = read(date);
  known.set(date, kind);
  return kind;
}

function read(date: CivilDate): DayKind {
  if (Number(date.slice(0, 4)) > LAST_YEAR) return { kind: "unknown" };
  const { name, work } = chineseDays.getDayDetail(date);
  // Named days come as "National Day,国庆节,3"; ordinary ones as the weekday's English name.
  const [en, zh] = name.split(",");
  if (!zh || !en) return { kind: "ordinary" };
  return { kind: work ? "make-up" : "holiday", name: zh, name_en: en };
}
