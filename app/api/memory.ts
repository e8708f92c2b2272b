import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "../platform/app.ts";
import { etagOf } from "./handle.ts";

const MOST_BYTES = 16_000_000;
const LIFE = 5_000;

interface Kept {
  body: Buffer;
  etag: string;
  headers: Record<string, string | number>;
  version: number;
  minute: string;
  until: number;
}

/** Public answers that were just given, by address. One is good for five seconds of a minute, and until anything is written. */
export interface AnswerMemory {
  /** Answers from memory, before express sees the request; false when it is not there. */
  answer(req: IncomingMessage, res: ServerResponse): boolean;
  keep(address: string, body: Buffer, type: string, maxAge: number): void;
}

export function makeAnswerMemory(app: App): AnswerMemory {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  const drop = (address: string) => {
    bytes -= kept.get(address)?.body.length ?? 0;
    kept.delete(address);
  };
  return {
    answer(req, res) {
      if (req.method !== "GET" || !req.url) return false;
      const found = kept.get(req.url);
      if (!found) return false;
      if (found.until < performance.now() || found.minute !== app.clock.now().slice(0, 16) || found.version !== app.storeVersion()) {
        drop(req.url);
        return false;
      }
      if (req.headers["if-none-match"] === found.etag) res.writeHead(304, { etag: found.etag, "access-control-allow-origin": "*", "cache-control": String(found.headers["cache-control"]) }).end();
      else res.writeHead(200, found.headers).end(found.body);
      return true;
    },
    keep(address, body, type, maxAge) {
      drop(address);
      for (const old of kept.keys()) {
        if (bytes + body.length <= MOST_BYTES) break;
        drop(old);
      }
      const etag = etagOf(body);
      kept.set(address, {
        body, etag, version: app.storeVersion(), minute: app.clock.now().slice(0, 16), until: performance.now() + LIFE,
        headers: {
          "content-type": type, "content-length": body.length, etag, "cache-control": `public, max-age=${maxAge}`,
          "access-control-allow-origin": "*", "x-content-type-options": "nosniff",
        },
      });
      bytes += body.length;
    },
  };
}
