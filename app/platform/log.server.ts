import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type Logger } from "pino";
import { makeMemory } from "./memory.ts";

export type Log = Logger;

/** What somebody who looks after the product wants to hear of: each is a line with `security`, for six months. */
export type SecurityEvent =
  | "code-wrong"
  | "passkey-refused"
  | "pin-wrong"
  | "pin-entered"
  | "limit-spent"
  | "cross-site-refused"
  | "right-missing"
  | "tail-searched"
  | "signed-in"
  | "signed-out"
  | "factor-changed";

/** Notes a security event. `about` holds ids and keyed hashes, never a value that somebody typed. */
export function security(log: Log, event: SecurityEvent, about: Record<string, string | number | null>): void {
  log.warn({ security: event, ...about }, "security");
}

/** What was told within the minute, and how often it came again since. */
const told = makeMemory<{
  log: Log;
  event: SecurityEvent;
  again: number;
  about: Record<string, string | number | null>;
}>("events-told", () => 500);
told.onForgotten((_, { log, event, again, about }) => {
  if (again > 0) security(log, event, { ...about, again });
});

/** Notes an event that a stranger may cause as often as they like: once a minute and address, then how often it came again. */
export function securityOnce(
  log: Log,
  event: SecurityEvent,
  address: string,
  about: Record<string, string | number | null>,
): void {
  const key = `${event} ${address}`;
  const known = told.get(key);
  if (known) return void known.again++;
  told.set(key, { log, event, again: 0, about: { ...about, address } });
  security(log, event, { ...about, address });
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** A path without what opens something, however it is spelled: the secret of a feed, the token of an invitation or of a way into another browser, a stop of texts. */
export const withoutSecret = (path: string): string => {
  const cut = /^(\/+(?:feed|carry|stop|staff\/+join)\/+)[^/]+/i;
  return cut.test(decoded(path)) ? decoded(path).replace(cut, "$1…") : path;
};

const request = new AsyncLocalStorage<string>();

/** Runs what answers a request; every line of the log that it leads to carries its name. */
export function inRequest(id: string, work: () => void): void {
  request.run(id, work);
}

/** Structured lines on standard output. What could be somebody's is cut out, wherever it stands. */
export function makeLog(level: string): Log {
  return pino({
    level,
    mixin: () => ({ req: request.getStore() }),
    redact: {
      paths: [
        "phone",
        "name",
        "note",
        "token",
        "cookie",
        "authorization",
        "endpoint",
        "*.phone",
        "*.name",
        "*.note",
        "*.token",
        "*.cookie",
        "*.authorization",
        "*.endpoint",
      ],
      remove: true,
    },
  });
}
