import { createContext, useContext, useMemo, type ReactNode } from "react";
import type catalog from "../catalog.zh.ts";
import { fill } from "../platform/fill.ts";
import type { Language } from "../time/words.ts";

export type MessageKey = keyof typeof catalog;
export type Catalog = Record<MessageKey, string>;
export type T = (key: MessageKey, values?: Record<string, string | number>) => string;

const Words = createContext<{ language: Language; catalog: Catalog; nonce: string | undefined } | null>(null);

/** Gives everything below one language and its texts. `nonce` is the server's, for its inline scripts; a browser hides it from scripts. */
export function LanguageProvider({ language, catalog, nonce, children }: { language: Language; catalog: Catalog; nonce?: string; children: ReactNode }) {
  const value = useMemo(() => ({ language, catalog, nonce }), [language, catalog, nonce]);
  return <Words.Provider value={value}>{children}</Words.Provider>;
}

/** The language that is shown, `t` for its texts, and `pick` between a Chinese value and its English one. */
export function useWords(): { language: Language; t: T; nonce: string | undefined; pick: (zh: string, en: string) => string } {
  const words = useContext(Words);
  if (!words) throw new Error("invariant: useWords outside LanguageProvider");
  const { language, catalog, nonce } = words;
  return {
    language, nonce,
    t: (key, values = {}) => fill(catalog[key], values),
    pick: (zh, en) => (language === "zh" ? zh : en || zh),
  };
}

/** A list in words: `热水、厕所` or `hot water, toilet`. */
export function listWords(items: string[], language: Language): string {
  return items.join(language === "zh" ? "、" : ", ");
}
