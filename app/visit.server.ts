import type { Request } from "express";
import en from "./catalog.en.ts";
import zh from "./catalog.zh.ts";
import { beginSession } from "./features/people/begin-session.server.ts";
import { findSession } from "./features/people/find-session.server.ts";
import { languageOf, parsePreferences, PREFERENCES_COOKIE, type Preferences } from "./features/people/preferences.ts";
import type { Rider } from "./features/people/rider.ts";
import type { App } from "./platform/app.ts";
import { cookieOf, isTrustworthy, sessionCookie, sessionTokenOf } from "./platform/session-cookie.server.ts";
import type { Language } from "./time/words.ts";

/** One request of a page: who asks, and how they want it shown. Loaders and actions get it beside the App. */
export interface Visit {
  language: Language;
  preferences: Preferences;
  nonce: string;
  /** A text of the product in the visitor's language, for what is worded before the page is drawn. */
  t(key: keyof typeof zh): string;
  /** False over plain http away from loopback: no worker, push or position there. */
  trustworthy: boolean;
  /** Set when the store failed under this request: the answer is 503 and may be asked for again. */
  storeFault: boolean;
  /** The rider of the cookie, looked up once. */
  rider(): Promise<Rider | undefined>;
  /** The rider of the cookie, or a fresh device whose cookie the returned headers set. */
  riderOrNew(): Promise<{ rider: Rider; headers: Record<string, string> }>;
  /** Headers that end this browser's session. */
  signOut(): Record<string, string>;
}

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    app: App;
    visit: Visit;
  }
}

const CATALOG = { zh, en };

export function visitOf(app: App, req: Request, nonce: string): Visit {
  const preferences = parsePreferences(cookieOf(req.headers, PREFERENCES_COOKIE));
  const language = preferences.language ?? languageOf(req.headers["accept-language"]);
  let found: Promise<Rider | undefined> | undefined;
  const rider = () => {
    const token = sessionTokenOf(req);
    found ??= token ? findSession(app, token) : Promise.resolve(undefined);
    return found;
  };
  return {
    language, preferences, nonce, t: (key) => CATALOG[language][key], trustworthy: isTrustworthy(req), storeFault: false, rider,
    async riderOrNew(): Promise<{ rider: Rider; headers: Record<string, string> }> {
      const known = await rider();
      if (known) return { rider: known, headers: {} };
      const { token, deviceId } = await beginSession(app, language);
      return { rider: { deviceId }, headers: { "set-cookie": sessionCookie(req, token) } };
    },
    signOut: () => ({ "set-cookie": sessionCookie(req, "") }),
  };
}
