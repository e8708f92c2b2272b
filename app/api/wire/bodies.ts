import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { netOf } from "#app/platform/net-of.ts";
import { HELD, setHeld, socketOf } from "./connections.ts";
import { problem } from "./problem.ts";

/** A body that is still coming. */
interface Coming {
  net: string;
  bytes: number;
  giveUp(): void;
}

/** The bodies that are coming in a process, the oldest first, and their bytes in all and of each net. */
interface Arrivals {
  coming: Set<Coming>;
  bytes: number;
  ofNet: Map<string, number>;
}

/** A body as it came, read whole before anybody looks at the request; empty where there was none. */
export const bodyOf = (res: Response): Buffer => (res.locals.body as Buffer | undefined) ?? Buffer.alloc(0);

/**
 * Reads what is sent before anything else happens, at most `mostOf` bytes of it, and counts it while it comes: where
 * more is under way than the process may hold, the oldest unfinished body is given up with 503.
 */
export function readBodies(mostOf: (req: Request) => number): RequestHandler {
  const arrivals: Arrivals = { coming: new Set(), bytes: 0, ofNet: new Map() };
  return (req, res, next) => {
    const said = req.headers["content-length"];
    if ((said === undefined && req.headers["transfer-encoding"] === undefined) || res.locals.body !== undefined)
      return next();
    const most = mostOf(req);
    const tooLarge = () => {
      // What still comes is thrown away as it comes, so that the sender gets to read the answer; the time for a request bounds it.
      req.resume();
      problem(req, res, 413, "too-large");
    };
    if (Number(said ?? 0) > most) return tooLarge();
    if (req.headers["content-encoding"] !== undefined && req.headers["content-encoding"] !== "identity")
      return problem(req, res, 415, "not-plain", {}, { connection: "close" });
    const socket = socketOf(req.socket);
    setHeld(socket, "sending");
    const chunks: Buffer[] = [];
    const mine: Coming = {
      net: netOf(req.ip ?? ""),
      bytes: 0,
      giveUp: () => {
        done();
        problem(req, res, 503, "too-much-at-once", {}, { connection: "close", "retry-after": String(HELD.retryAfter) });
        res.once("finish", () => req.socket.destroy());
      },
    };
    let over = false;
    const done = () => {
      if (over) return;
      over = true;
      leave(arrivals, mine);
      setHeld(socket, "answering");
      req.off("data", take);
    };
    const take = (chunk: Buffer) => {
      arrive(arrivals, mine, chunk.length);
      if (over) return;
      chunks.push(chunk);
      if (mine.bytes <= most) return;
      done();
      tooLarge();
    };
    arrivals.coming.add(mine);
    req.on("data", take);
    req.once("end", () => {
      if (over) return;
      done();
      res.locals.body = Buffer.concat(chunks);
      next();
    });
    req.once("error", done);
    req.once("close", done);
    res.once("close", () => setHeld(socket, "idle"));
  };
}

function arrive(arrivals: Arrivals, mine: Coming, bytes: number): void {
  const ofMine = (arrivals.ofNet.get(mine.net) ?? 0) + bytes;
  mine.bytes += bytes;
  arrivals.bytes += bytes;
  arrivals.ofNet.set(mine.net, ofMine);
  if (ofMine > HELD.unfinishedOfOne) for (const one of arrivals.coming) if (one.net === mine.net) return one.giveUp();
  if (arrivals.bytes > HELD.unfinished) for (const one of arrivals.coming) return one.giveUp();
}

function leave(arrivals: Arrivals, mine: Coming): void {
  arrivals.coming.delete(mine);
  arrivals.bytes -= mine.bytes;
  const left = (arrivals.ofNet.get(mine.net) ?? 0) - mine.bytes;
  if (left > 0) arrivals.ofNet.set(mine.net, left);
  else arrivals.ofNet.delete(mine.net);
}

/** What came as JSON, where it says so; else an empty object, as for no body at all. */
export const parseJson: RequestHandler = (req, res, next) => {
  const body = bodyOf(res);
  req.body = {};
  if (body.length === 0 || !req.is("application/json")) return next();
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(req.headers["content-type"] ?? "")?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") return problem(req, res, 415, "not-plain");
  try {
    req.body = JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return problem(req, res, 400, "bad-json");
  }
  next();
};

/** Marks a connection as being answered, and as idle again afterwards: what is ours to end never gives way. */
export function markAnswering(req: IncomingMessage, res: { once(event: "close", heard: () => void): unknown }): void {
  const socket = socketOf(req.socket);
  setHeld(socket, "answering");
  res.once("close", () => setHeld(socket, "idle"));
}
