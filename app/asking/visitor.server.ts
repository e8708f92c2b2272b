import type { Request } from "express";
import en from "#app/words/rider.en.ts";
import zh from "#app/words/rider.zh.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { deviceLabel } from "#app/features/people/preferences/device-label.ts";
import { inAppOf, type InApp } from "#app/features/people/preferences/in-app.ts";
import { findAsker, findSession, type FoundAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { limitNewDevices } from "#app/features/ground/limits/limit-address.server.ts";
import {
  languageOf,
  parsePreferences,
  PREFERENCES_COOKIE,
  type Preferences,
} from "#app/features/people/preferences/preferences.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { keepActing } from "#app/features/people/sign-in/use-tablet.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { cookieOf, isTrustworthy, sessionCookie, sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import type { Language } from "#app/time/words.ts";

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
  /** The cookie value of a rider's renewed session. */
  riderCookie(token: string): string;
  /** Headers that end this browser's session. */
  signOut(): Record<string, string>;
  /** Who serves, by the other cookie: a person, or the tablet of a point with whoever acts on it. Looked up once. */
  served(): Promise<FoundAsker & { session?: string }>;
  /** The cookie value that signs somebody who serves, or a tablet, in; an empty token signs out. */
  staffCookie(token: string): string;
  /** What the list of own devices calls this browser. */
  label: string;
  /** Whether this is an iPhone or an iPad. */
  apple: boolean;
  /** The app whose own window shows this page, where it is one that has neither push nor a home screen. */
  inApp: InApp | undefined;
  /** Where the request comes from; for ceilings, never kept as it is. */
  address: string;
  /** Whether this browser has the secret that the start printed: it lets the demonstration's people in. */
  opensExamples(given: string | null): boolean;
  /** The cookie value that keeps that secret in this browser. */
  examplesCookie(): string;
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
/** Keeps the demonstration's secret until the browser is closed; it is a new one at each start. */
const EXAMPLES_COOKIE = "nuanyi-examples";

export function visitOf(app: App, req: Request, nonce: string): Visit {
  const preferences = parsePreferences(cookieOf(req.headers, PREFERENCES_COOKIE));
  const language = preferences.language ?? languageOf(req.headers["accept-language"]);
  let found: Promise<Rider | undefined> | undefined;
  let served: Promise<FoundAsker & { session?: string }> | undefined;
  const label = deviceLabel(req.headers["user-agent"]);
  const findServed = async () => {
    const token = sessionTokenOf(req, "staff");
    if (!token) return { asker: undefined };
    const found = await findAsker(app, token);
    // Whoever presses something on a tablet keeps acting on it; a page that reloads by itself is nobody's touch.
    if (req.method !== "GET" && found.tablet && found.asker?.kind === "staff")
      await keepActing(app, found.tablet, found.asker.staff.id);
    return { ...found, session: hashOf(token) };
  };
  const rider = () => {
    const token = sessionTokenOf(req);
    // Whoever serves reads what is for them, and does nothing as a rider.
    found ??= token
      ? findSession(app, token).then((rider) =>
          rider?.serves && req.method !== "GET" && !req.path.startsWith("/inbox") ? undefined : rider,
        )
      : Promise.resolve(undefined);
    return found;
  };
  return {
    language,
    preferences,
    nonce,
    t: (key) => CATALOG[language][key],
    trustworthy: isTrustworthy(req),
    storeFault: false,
    rider,
    async riderOrNew(): Promise<{ rider: Rider; headers: Record<string, string> }> {
      const known = await rider();
      if (known) return { rider: known, headers: {} };
      const limited = await limitNewDevices(app, req.ip ?? "");
      if (limited)
        throw new Response(null, { status: 429, headers: { "retry-after": String(limited.retryAfterSeconds) } });
      const { token, deviceId } = await beginSession(app, language, label);
      return { rider: { deviceId, session: hashOf(token) }, headers: { "set-cookie": sessionCookie(req, token) } };
    },
    riderCookie: (token) => sessionCookie(req, token),
    signOut: () => ({ "set-cookie": sessionCookie(req, "") }),
    served: () => (served ??= findServed()),
    staffCookie: (token) => sessionCookie(req, token, "staff"),
    label,
    apple: /iPhone|iPad|iPod/.test(req.headers["user-agent"] ?? ""),
    inApp: inAppOf(req.headers["user-agent"]),
    address: req.ip ?? "",
    opensExamples: (given) =>
      app.exampleKey !== undefined &&
      [given, cookieOf(req.headers, EXAMPLES_COOKIE)].some(
        (one) => typeof one === "string" && hashOf(one) === hashOf(app.exampleKey!),
      ),
    examplesCookie: () => `${EXAMPLES_COOKIE}=${app.exampleKey ?? ""}; Path=/staff; HttpOnly; SameSite=Strict`,
  };
}
