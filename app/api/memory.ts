import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "../platform/app.ts";
import { safeHeaders } from "../platform/safe-headers.ts";
import { headersOf, sendAnswer, type PublicAnswer } from "./handle.ts";
import { nextRequestId } from "./requests.ts";

const MOST_BYTES = 8_000_000;
/** Milliseconds. */
const LIFE = 5_000;

interface Kept {
  answer: PublicAnswer;
  headers: Record<string, string | number>;
  version: number;
  minute: string;
  until: number;
}

/** Public answers that were just given, by address. One is good for five seconds of a minute, and until anything is written. */
export interface AnswerMemory {
  /** Answers from memory, before express sees the request; false when it is not there. */
  answer(req: IncomingMessage, res: ServerResponse): boolean;
  /** The moment and the store that an answer is about to be made from: another thread may write while it is. */
  begin(): Pick<Kept, "version" | "minute">;
  keep(address: string, answer: PublicAnswer, begun: Pick<Kept, "version" | "minute">): void;
}

export function makeAnswerMemory(app: App): AnswerMemory {
  const kept = new Map<string, Kept>();
  const always = safeHeaders(app.config.publicOrigin);
  let bytes = 0;
  const drop = (address: string) => {
    bytes -= kept.get(address)?.answer.body.length ?? 0;
    kept.delete(address);
  };
  return {
    begin: () => ({ version: app.storeVersion(), minute: app.clock.now().slice(0, 16) }),
    answer(req, res) {
      if (req.method !== "GET" || !req.url) return false;
      const found = kept.get(req.url);
      if (!found) return false;
      if (found.until < performance.now() || found.minute !== app.clock.now().slice(0, 16) || found.version !== app.storeVersion()) {
        drop(req.url);
        return false;
      }
      sendAnswer(req, res, found.answer, { ...found.headers, "x-request-id": nextRequestId() });
      return true;
    },
    keep(address, answer, begun) {
      drop(address);
      for (const old of kept.keys()) {
        if (bytes + answer.body.length <= MOST_BYTES) break;
        drop(old);
      }
      kept.set(address, { answer, headers: headersOf(answer, always), ...begun, until: performance.now() + LIFE });
      bytes += answer.body.length;
    },
  };
}
