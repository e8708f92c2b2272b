import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type Logger } from "pino";

export type Log = Logger;

/** What somebody who looks after the product wants to hear of: each is a line with `security`, for six months. */
export type SecurityEvent =
  | "code-wrong" | "passkey-refused" | "pin-wrong" | "pin-entered" | "limit-spent" | "cross-site-refused" | "right-missing" | "signed-in" | "signed-out" | "factor-changed";

/** Notes a security event. `about` holds ids and keyed hashes, never a value that somebody typed. */
export function security(log: Log, event: SecurityEvent, about: Record<string, string | number | null>): void {
  log.warn({ security: event, ...about }, "security");
}

/** A path without what opens something: the secret of a feed, the token of an invitation or of a way into another browser. */
export const withoutSecret = (path: string): string => path.replace(/^(\/(?:feed|carry|staff\/join)\/)[^/]+/, "$1…");

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
        "phone", "name", "note", "token", "cookie", "authorization", "endpoint",
        "*.phone", "*.name", "*.note", "*.token", "*.cookie", "*.authorization", "*.endpoint",
      ],
      remove: true,
    },
  });
}
