import type { Language } from "#app/time/words.ts";
import { isRiderKind, type RiderKind } from "#app/features/people/riders/rider.ts";

/** How this browser wants to be shown things. Kept in a plain cookie: nothing of it is private. */
export interface Preferences {
  language?: Language;
  elder: boolean;
  contrast: boolean;
  theme: "auto" | "day" | "night";
  riderKind?: RiderKind;
  city?: string;
}

export const PREFERENCES_COOKIE = "nuanyi-shown";
const THEMES = ["auto", "day", "night"] as const;

/** Cookie value → preferences; what is not understood falls back. */
export function parsePreferences(value: string | undefined): Preferences {
  const fields = new URLSearchParams(value ?? "");
  const language = fields.get("language");
  const kind = fields.get("kind");
  const city = fields.get("city");
  const theme = THEMES.find((name) => name === fields.get("theme")) ?? "auto";
  return {
    elder: fields.get("elder") === "1",
    contrast: fields.get("contrast") === "1",
    theme,
    ...(language === "zh" || language === "en" ? { language } : {}),
    ...(isRiderKind(kind) ? { riderKind: kind } : {}),
    ...(city && /^[\w-]{1,40}$/.test(city) ? { city } : {}),
  };
}

/** Preferences → cookie value. */
export function formatPreferences(preferences: Preferences): string {
  const fields = new URLSearchParams();
  if (preferences.language) fields.set("language", preferences.language);
  if (preferences.elder) fields.set("elder", "1");
  if (preferences.contrast) fields.set("contrast", "1");
  if (preferences.theme !== "auto") fields.set("theme", preferences.theme);
  if (preferences.riderKind) fields.set("kind", preferences.riderKind);
  if (preferences.city) fields.set("city", preferences.city);
  return fields.toString();
}

/** The language of a first visit, from the browser's header; Chinese unless English is asked for first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const first = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.find((p) => p.trim().startsWith("q="));
      return { tag: tag.trim(), quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ tag, quality }) => quality > 0 && /^(zh|en)\b/.test(tag))
    .sort((a, b) => b.quality - a.quality)[0];
  return first?.tag.startsWith("en") ? "en" : "zh";
}
