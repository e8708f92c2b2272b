import type { Language } from "#app/time/words.ts";

/** What is read of a page: signs that a voice would stumble over are words. */
export function spokenText(parts: string[], language: Language): string {
  const text = parts
    .map((part) => part.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join(language === "zh" ? "。" : ". ");
  return language === "zh"
    ? text
        .replace(/(\d) ?km\b/g, "$1 公里")
        .replace(/(\d) ?m\b/g, "$1 米")
        .replace(/ · /g, "，")
    : text
        .replace(/(\d) ?km\b/g, "$1 kilometres")
        .replace(/(\d) ?m\b/g, "$1 metres")
        .replace(/ · /g, ", ");
}
