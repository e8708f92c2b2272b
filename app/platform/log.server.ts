import pino, { type Logger } from "pino";

export type Log = Logger;

/** Structured lines on standard output. What could be somebody's is cut out, wherever it stands. */
export function makeLog(level: string): Log {
  return pino({
    level,
    redact: {
      paths: [
        "phone", "name", "note", "token", "cookie", "authorization", "endpoint",
        "*.phone", "*.name", "*.note", "*.token", "*.cookie", "*.authorization", "*.endpoint",
      ],
      remove: true,
    },
  });
}
