import type { RequestHandler } from "express";
import type { App } from "../platform/app.ts";
import { problem } from "./problem.ts";

/**
 * Refuses whatever another site makes a browser send, on every path: by `Sec-Fetch-Site`, else by `Origin`.
 * A request with a cookie and neither header is refused too. A bearer token is no browser's doing: it skips the check.
 */
export function refuseCrossSite(app: App): RequestHandler {
  const own = new URL(app.config.publicOrigin).host;
  return (req, res, next) => {
    if (req.method === "GET" || req.method === "HEAD" || req.method === "OPTIONS") return next();
    if (req.headers.authorization?.startsWith("Bearer ")) return next();
    const site = req.headers["sec-fetch-site"];
    if (site !== undefined) return site === "same-origin" || site === "none" ? next() : problem(req, res, 403, "cross-site");
    const { origin } = req.headers;
    if (origin !== undefined) {
      const host = URL.canParse(origin) ? new URL(origin).host : "";
      return host !== "" && (host === req.headers.host || host === own) ? next() : problem(req, res, 403, "cross-site");
    }
    return req.headers.cookie ? problem(req, res, 403, "cross-site") : next();
  };
}
