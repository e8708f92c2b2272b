import type { IncomingMessage, ServerResponse } from "node:http";
import { crc32 } from "node:zlib";
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

export interface PublicAnswer {
  body: Buffer;
  etag: string;
  type: string;
  maxAge: number;
  link?: string | undefined;
}

export function publicAnswer(body: unknown, options: { type?: string; maxAge: number; link?: string | undefined }): PublicAnswer {
  const bytes = Buffer.from(JSON.stringify(body));
  return { body: bytes, etag: etagOf(bytes), type: options.type ?? "application/json; charset=utf-8", maxAge: options.maxAge, link: options.link };
}

/** The headers of a public answer; `always` are those of an answer that express does not see. */
export function headersOf({ body, etag, type, maxAge, link }: PublicAnswer, always: Record<string, string> = {}): Record<string, string | number> {
  return {
    "content-type": type, "content-length": body.length, etag, "cache-control": `public, max-age=${maxAge}`,
    "access-control-allow-origin": "*", ...always, ...(link && { link }),
  };
}

/** Sends a public answer with its ETag, or 304 to whoever has it. */
export function sendAnswer(req: IncomingMessage, res: ServerResponse, answer: PublicAnswer, headers = headersOf(answer)): void {
  if (req.headers["if-none-match"] === answer.etag) {
    const { "content-type": _type, "content-length": _length, ...rest } = headers;
    res.writeHead(304, rest).end();
  } else {
    res.writeHead(200, headers).end(answer.body);
  }
}

export function sendPublic(req: Request, res: Response, body: unknown, options: { type?: string; maxAge: number }): void {
  sendAnswer(req, res, publicAnswer(body, options));
}

/** Weak: it tells one answer of ours from the next, and holds against nobody who would make two alike. */
function etagOf(bytes: Buffer): string {
  return `W/"${bytes.length.toString(36)}-${crc32(bytes).toString(36)}"`;
}
