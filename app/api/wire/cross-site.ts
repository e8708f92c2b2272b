import type { Request, RequestHandler, Response } from "express";
import { addressIndex } from "#app/features/ground/limits/limit-address.server.ts";
import type { App } from "#app/platform/app.ts";
import { isLoopback } from "#app/platform/variables.server.ts";
import { securityOnce, withoutSecret } from "#app/platform/log.server.ts";
import { problem } from "./problem.ts";

/** Whether somebody between says that they sent the request on. */
export const isForwarded = (req: Request): boolean =>
  ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"].some(
    (name) => req.headers[name] !== undefined,
  );

/**
 * Refuses whatever another site makes a browser send, on every path: by `Sec-Fetch-Site`, else by `Origin`.
 * A request with a cookie and neither header is refused too. A bearer token is no browser's doing: it skips the check.
 */
export function refuseCrossSite(app: App): RequestHandler {
  const own = new URL(app.config.publicOrigin);
  // On loopback the product has as many names as the machine; elsewhere it has one, and `Host` says nothing.
  const anyHost = isLoopback(own.hostname);
  const refuse = (req: Request, res: Response) => {
    securityOnce(app.log, "cross-site-refused", addressIndex(app, req.ip ?? ""), { path: withoutSecret(req.path) });
    problem(req, res, 403, "cross-site");
  };
  return (req, res, next) => {
    if (req.method === "GET" || req.method === "HEAD" || req.method === "OPTIONS") return next();
    if (req.headers.authorization?.startsWith("Bearer ")) return next();
    const site = req.headers["sec-fetch-site"];
    if (site !== undefined) return site === "same-origin" || site === "none" ? next() : refuse(req, res);
    const { origin } = req.headers;
    if (origin !== undefined) {
      const host = URL.canParse(origin) ? new URL(origin).host : "";
      return host !== "" && (host === own.host || (anyHost && host === req.headers.host)) ? next() : refuse(req, res);
    }
    return req.headers.cookie ? refuse(req, res) : next();
  };
}
