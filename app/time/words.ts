import type { CivilDate } from "./civil.ts";
import { weekdayOf } from "./civil.ts";
import type { Instant } from "./instant.ts";
import { civilOf, type Zone } from "./zone.ts";

export type Language = "zh" | "en";

const WEEKDAYS = {
  zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
} as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function weekdayWord(date: CivilDate, language: Language): string {
  return WEEKDAYS[language][weekdayOf(date) - 1]!;
}

/** `11月26日 周四` or `Thu 26 Nov`: a date is always shown with its weekday. */
export function dateWords(date: CivilDate, language: Language): string {
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return language === "zh"
    ? `${month}月${day}日 ${weekdayWord(date, "zh")}`
    : `${weekdayWord(date, "en")} ${day} ${MONTHS[month - 1]}`;
}

/** A date said from where one stands: 今天, 明天, else with its weekday. */
export function dayWords(date: CivilDate, today: CivilDate, language: Language): string {
  const ahead = Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
  if (ahead === 0) return language === "zh" ? "今天" : "today";
  if (ahead === 1) return language === "zh" ? "明天" : "tomorrow";
  return dateWords(date, language);
}

/** The wall-clock time at a place, `14:10`. */
export function timeWords(instant: Instant, zone: Zone): string {
  return civilOf(instant, zone).time;
}

/** `11月26日 周四 14:10` in the zone of a place. */
export function momentWords(instant: Instant, zone: Zone, language: Language): string {
  const { date, time } = civilOf(instant, zone);
  return `${dateWords(date, language)} ${time}`;
}

/** How long, in whole minutes, said plainly: `25 分钟`, `2 小时 5 分钟`, `3 天`. */
export function durationWords(minutes: number, language: Language): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole >= 48 * 60) {
    const days = Math.floor(whole / 1440);
    return language === "zh" ? `${days} 天` : `${days} days`;
  }
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (language === "zh") {
    if (hours === 0) return `${rest} 分钟`;
    return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`;
  }
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
