import type { CivilTime, Weekday } from "#app/time/civil.ts";
import { nextWeekdays, readSpan } from "#app/time/span.ts";
import type { Hours, WeeklySpan } from "./opening.ts";

const DAYS: Record<string, Weekday> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };
const EVERY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Longer than any week's hours. */
const MOST_SIGNS = 400;

/**
 * Hours as people write them in tables → Hours; undefined when not understood. `每天 8:00-20:00`,
 * `工作日 9:00-12:00,14:00-18:00`, `周一至周五 9:00-18:00；周六 9:00-12:00`, `24小时`. `工作日` follows the public calendar.
 */
export function parseHoursText(text: string): Hours | undefined {
  if (text.length > MOST_SIGNS) return undefined;
  const clean = text
    .normalize("NFKC")
    .replace(/星期|礼拜/g, "周")
    .replace(/[至到~～—–]/g, "-")
    .trim();
  if (/^(每天|全天)?\s*24\s*小时$/.test(clean)) {
    return { spans: [{ days: EVERY, from: "00:00" as CivilTime, to: "24:00" as CivilTime }], calendar: "every-day" };
  }
  const spans: WeeklySpan[] = [];
  let calendar: Hours["calendar"] = "every-day";
  for (const part of clean
    .split(/[;\n]/)
    .map((p) => p.trim())
    .filter(Boolean)) {
    const match = /^(\D*)(\d.*)$/.exec(part);
    if (!match) return undefined;
    const days = daysOf(match[1]!.trim());
    if (!days) return undefined;
    if (days.workdays) calendar = "workdays";
    for (const span of match[2]!
      .split(/[,、]/)
      .map((p) => p.trim())
      .filter(Boolean)) {
      const [, from, to] = /^(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/.exec(span) ?? [];
      const read = from && to ? readSpan(from, to) : undefined;
      if (!read) return undefined;
      spans.push({ days: days.days, ...read.day });
      if (read.next) spans.push({ days: nextWeekdays(days.days), ...read.next });
    }
  }
  return spans.length > 0 ? { spans, calendar } : undefined;
}

function daysOf(text: string): { days: Weekday[]; workdays: boolean } | undefined {
  const plain = text.replace(/[:\s]/g, "");
  if (plain === "" || plain === "每天" || plain === "每日") return { days: EVERY, workdays: false };
  if (plain === "工作日") return { days: [1, 2, 3, 4, 5], workdays: true };
  if (plain === "周末") return { days: [6, 7], workdays: false };
  const range = /^周([一二三四五六日天])-周?([一二三四五六日天])$/.exec(plain);
  if (range) {
    const [from, to] = [DAYS[range[1]!]!, DAYS[range[2]!]!];
    return from <= to ? { days: EVERY.filter((day) => day >= from && day <= to), workdays: false } : undefined;
  }
  const single = /^周?([一二三四五六日天](?:[、,]?周?[一二三四五六日天])*)$/.exec(plain);
  if (!single) return undefined;
  const days = [...new Set([...single[1]!].flatMap((c) => (DAYS[c] ? [DAYS[c]] : [])))].sort();
  return { days, workdays: false };
}

const NAMES = ["一", "二", "三", "四", "五", "六", "日"];

/** Hours → the text that `parseHoursText` reads back to the same hours. */
export function formatHoursText(hours: Hours): string {
  const groups = new Map<string, string[]>();
  for (const { days, from, to } of hours.spans) {
    const key = days.join(",");
    groups.set(key, [...(groups.get(key) ?? []), `${from}-${to}`]);
  }
  const dayWords = (key: string): string => {
    if (key === EVERY.join(",")) return "每天";
    if (key === "1,2,3,4,5" && hours.calendar === "workdays") return "工作日";
    return key
      .split(",")
      .map((day) => `周${NAMES[Number(day) - 1]}`)
      .join("、");
  };
  return [...groups].map(([key, spans]) => `${dayWords(key)} ${spans.join(",")}`).join("；");
}

/** `9:00-12:00,14:00-18:00` → spans of one day; an empty text or `休` → none; undefined when not understood. */
export function parseDaySpans(text: string): { from: CivilTime; to: CivilTime }[] | undefined {
  const clean = text
    .normalize("NFKC")
    .replace(/[至到~～—–]/g, "-")
    .trim();
  if (clean === "" || clean === "休" || clean === "关" || clean === "-") return [];
  // What one date has after its midnight is the next date's.
  if (
    clean.split(/[,、]/).some((span) => {
      const [from = "", to = ""] = span.split("-");
      return readSpan(from, to)?.next !== undefined;
    })
  )
    return undefined;
  const hours = parseHoursText(`每天 ${clean}`);
  return hours?.spans.map(({ from, to }) => ({ from, to }));
}
