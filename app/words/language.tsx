import { createContext, useContext, useMemo, type ReactNode } from "react";
import type catalog from "./rider.zh.ts";
import type staffCatalog from "./staff.zh.ts";
import { fill } from "./fill.ts";
import type { Language } from "#app/time/words.ts";

export type MessageKey = keyof typeof catalog;
export type Catalog = Record<MessageKey, string>;
export type T = (key: MessageKey, values?: Record<string, string | number>) => string;

const Words = createContext<{
  language: Language;
  catalog: Catalog;
  staff: StaffCatalog | undefined;
  nonce: string | undefined;
} | null>(null);

/**
 * Gives everything below one language and its texts; `staff` holds those of the pages of those who serve, which no rider's
 * phone loads. `nonce` is the server's, for its inline scripts; a browser hides it from scripts.
 */
export function LanguageProvider({
  language,
  catalog,
  staff,
  nonce,
  children,
}: {
  language: Language;
  catalog: Catalog;
  staff?: StaffCatalog;
  nonce?: string;
  children: ReactNode;
}) {
  const value = useMemo(() => ({ language, catalog, staff, nonce }), [language, catalog, staff, nonce]);
  return <Words.Provider value={value}>{children}</Words.Provider>;
}

/** The language that is shown, `t` for its texts, and `pick` between a Chinese value and its English one. */
export function useWords(): {
  language: Language;
  t: T;
  nonce: string | undefined;
  pick: (zh: string, en: string) => string;
} {
  const words = useContext(Words);
  if (!words) throw new Error("invariant: useWords outside LanguageProvider");
  const { language, catalog, nonce } = words;
  return {
    language,
    nonce,
    t: (key, values = {}) => fill(catalog[key], values),
    pick: (zh, en) => (language === "zh" ? zh : en || zh),
  };
}

/** A list in words: `热水、厕所` or `hot water, toilet`. */
export function listWords(items: string[], language: Language): string {
  return items.join(language === "zh" ? "、" : ", ");
}

export type StaffKey = keyof typeof staffCatalog;
export type StaffCatalog = Record<StaffKey, string>;
export type StaffT = (key: StaffKey | MessageKey, values?: Record<string, string | number>) => string;

/** `useWords` for the pages of those who serve. */
export function useStaffWords(): Omit<ReturnType<typeof useWords>, "t"> & { t: StaffT } {
  const words = useWords();
  const staff = useContext(Words)?.staff;
  if (!staff) throw new Error("invariant: useStaffWords without its words");
  return {
    ...words,
    t: (key, values = {}) => (key in staff ? fill(staff[key as StaffKey], values) : words.t(key as MessageKey, values)),
  };
}
