import type { Request, RequestHandler, Response } from "express";
import type { App } from "../platform/app.ts";
import { security, withoutSecret } from "../platform/log.server.ts";
import { problem } from "./problem.ts";

/**
 * Refuses whatever another site makes a browser send, on every path: by `Sec-Fetch-Site`, else by `Origin`.
 * A request with a cookie and neither header is refused too. A bearer token is no browser's doing: it skips the check.
 */
export function refuseCrossSite(app: App): RequestHandler {
  const own = new URL(app.config.publicOrigin).host;
  const refuse = (req: Request, res: Response) => {
    security(app.log, "cross-site-refused", { path: withoutSecret(req.path) });
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
      return host !== "" && (host === req.headers.host || host === own) ? next() : refuse(req, res);
    }
    return req.headers.cookie ? refuse(req, res) : next();
  };
}
