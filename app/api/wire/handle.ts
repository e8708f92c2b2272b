import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import { sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { etagMatches, etagOf } from "./etag.ts";
import { problem } from "./problem.ts";

/** An async handler whose failure reaches the error handler: express 4 does not wait for promises. */
export function handle(work: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    work(req, res).catch(next);
  };
}

const riders = new WeakMap<Request, Promise<Rider | undefined>>();

/** The rider who asks, looked up once a request. */
export function riderOf(app: App, req: Request): Promise<Rider | undefined> {
  const token = sessionTokenOf(req);
  const found = riders.get(req) ?? (token ? findSession(app, token) : Promise.resolve(undefined));
  riders.set(req, found);
  return found;
}

/** Whether somebody who serves may do this as a rider: read, and mark as read. */
const asRider = (req: Request): boolean => req.method === "GET" || req.path.startsWith("/inbox/");

/** A handler for which somebody must be asking; without a living session the answer is 401. */
export function handleAs(app: App, work: (req: Request, res: Response, rider: Rider) => Promise<void>): RequestHandler {
  return handle(async (req, res) => {
    const rider = await riderOf(app, req);
    if (!rider || (rider.serves && !asRider(req)))
      return problem(req, res, 401, "no-session", {}, { "www-authenticate": "Bearer" });
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
  /** The body as it was compressed for whoever asked first. */
  packed?: Partial<Record<Coding, Buffer>>;
}

type Coding = "br" | "gzip";
/** Bytes from which an answer is worth compressing. */
const WORTH = 1024;

/** What other sites' scripts may read of a public answer beside its body. */
export const EXPOSED = "ETag, Link, Retry-After, X-Made";

/** A public answer: a value as JSON, or bytes as they are. */
export function publicAnswer(
  body: unknown,
  options: { type?: string; maxAge: number; link?: string | undefined },
): PublicAnswer {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return {
    body: bytes,
    etag: etagOf(bytes),
    type: options.type ?? "application/json; charset=utf-8",
    maxAge: options.maxAge,
    link: options.link,
  };
}

/** The headers of a public answer; `always` are those of an answer that express does not see. */
export function headersOf(
  { body, etag, type, maxAge, link }: PublicAnswer,
  always: Record<string, string> = {},
): Record<string, string | number> {
  return {
    "content-type": type,
    "content-length": body.length,
    etag,
    "cache-control": `public, max-age=${maxAge}`,
    "access-control-allow-origin": "*",
    "access-control-expose-headers": EXPOSED,
    vary: "Accept-Encoding",
    ...always,
    ...(link && { link }),
  };
}

/** Sends a public answer with its ETag, or 304 to whoever has it. */
export function sendAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  answer: PublicAnswer,
  headers = headersOf(answer),
): void {
  if (etagMatches(req.headers["if-none-match"], answer.etag)) {
    const { "content-type": _type, "content-length": _length, ...rest } = headers;
    return void res.writeHead(304, rest).end();
  }
  const coding = codingFor(req, answer);
  if (!coding) return void res.writeHead(200, headers).end(answer.body);
  const body = packedAs(answer, coding);
  res.writeHead(200, { ...headers, "content-encoding": coding, "content-length": body.length }).end(body);
}

/** How an answer is compressed for whoever asks; not at all where it is small or they read nothing of the kind. */
function codingFor(req: IncomingMessage, answer: PublicAnswer): Coding | undefined {
  const accepted = req.headers["accept-encoding"];
  if (typeof accepted !== "string" || answer.body.length < WORTH) return undefined;
  const takes = (coding: Coding) =>
    new RegExp(`(?:^|,)\\s*${coding}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))[\\d.]+\\s*)?(?:,|$)`, "i").test(accepted);
  return takes("br") ? "br" : takes("gzip") ? "gzip" : undefined;
}

function packedAs(answer: PublicAnswer, coding: Coding): Buffer {
  answer.packed ??= {};
  // Quality 4 takes a quarter of the time of the best, and some per cent more bytes.
  return (answer.packed[coding] ??=
    coding === "br"
      ? brotliCompressSync(answer.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : gzipSync(answer.body));
}

export function sendPublic(
  req: Request,
  res: Response,
  body: unknown,
  options: { type?: string; maxAge: number },
): void {
  sendAnswer(req, res, publicAnswer(body, options));
}
