import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import type { App } from "#app/platform/app.ts";
import { inRequest, withoutSecret } from "#app/platform/log.server.ts";
import { safeHeaders } from "#app/platform/safe-headers.ts";
import { stopwatch } from "#app/time/clock.ts";

/** Milliseconds after which an answer is slow enough to be named. */
const SLOW = 1000;

const kindOf = (path: string): string =>
  path.startsWith("/api/")
    ? "api"
    : path.startsWith("/assets/") || (/\.\w+$/.test(path) && !path.endsWith(".data"))
      ? "file"
      : "page";

const START = randomBytes(6).toString("base64url");
let count = 0;

/** A request's name: nobody else's, and cheap. */
export const nextRequestId = (): string => `${START}-${(++count).toString(36)}`;

/** Gives every request a name, which its answer and every line of the log carry, its answer what every answer has, and counts how it went. */
export function watchRequests(app: App): RequestHandler {
  const always = safeHeaders(app.config.publicOrigin);
  return (req, res, next) => {
    const id = nextRequestId();
    const kind = kindOf(req.path);
    const elapsed = stopwatch();
    res.set(always).setHeader("x-request-id", id);
    res.on("finish", () => {
      const milliseconds = elapsed();
      app.metrics.count("requests", { kind, status: `${Math.floor(res.statusCode / 100)}xx` });
      app.metrics.took(kind, milliseconds / 1000);
      const level = res.statusCode >= 500 || milliseconds > SLOW ? "warn" : "debug";
      app.log[level](
        {
          req: id,
          method: req.method,
          path: withoutSecret(req.path),
          status: res.statusCode,
          ms: Math.round(milliseconds),
        },
        level === "warn" ? "slow or failed" : "answered",
      );
    });
    inRequest(id, next);
  };
}
