import { createHash } from "node:crypto";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { findSession } from "../features/people/find-session.server.ts";
import type { Rider } from "../features/people/rider.ts";
import type { App } from "../platform/app.ts";
import { sessionTokenOf } from "../platform/session-cookie.server.ts";
import { problem } from "./problem.ts";

/** An async handler whose failure reaches the error handler: express 4 does not wait for promises. */
export function handle(work: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    work(req, res).catch(next);
  };
}

/** A handler for which somebody must be asking; without a living session the answer is 401. */
export function handleAs(app: App, work: (req: Request, res: Response, rider: Rider) => Promise<void>): RequestHandler {
  return handle(async (req, res) => {
    const token = sessionTokenOf(req);
    const rider = token ? await findSession(app, token) : undefined;
    if (!rider) return problem(req, res, 401, "no-session", {}, { "www-authenticate": "Bearer" });
    res.set("cache-control", "no-store");
    return work(req, res, rider);
  });
}

/** Sends a public answer with its ETag, or 304 to whoever has it. */
export function sendPublic(req: Request, res: Response, body: unknown, options: { type?: string; maxAge: number }): Buffer {
  const bytes = Buffer.from(JSON.stringify(body));
  const etag = etagOf(bytes);
  res.set({ etag, "cache-control": `public, max-age=${options.maxAge}`, "access-control-allow-origin": "*", "x-content-type-options": "nosniff" });
  if (req.headers["if-none-match"] === etag) {
    res.status(304).end();
    return bytes;
  }
  res.setHeader("content-type", options.type ?? "application/json; charset=utf-8");
  res.setHeader("content-length", bytes.length);
  res.end(bytes);
  return bytes;
}

export function etagOf(bytes: Buffer): string {
  return `W/"${createHash("sha1").update(bytes).digest("base64url")}"`;
}
