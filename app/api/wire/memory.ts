import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "#app/platform/app.ts";
import { makeMemory } from "#app/platform/memory.ts";
import { safeHeaders } from "#app/platform/safe-headers.ts";
import { headersOf, sendAnswer, type PublicAnswer } from "./handle.ts";
import { nextRequestId } from "./requests.ts";

interface Kept {
  answer: PublicAnswer;
  headers: Record<string, string | number>;
  version: number;
  minute: string;
}

/** Characters of a question as it is written, beyond which it is understood anew each time. */
const LONGEST = 300;
/** Bytes that an answer's headers take, about. */
const HEADERS = 2_000;

/** Public answers that were just given, by what was asked. One is good for five seconds of a minute, and until anything is written. */
export interface AnswerMemory {
  /** Answers from memory, before express sees the request; false when it is not there. */
  answer(req: IncomingMessage, res: ServerResponse): boolean;
  /** The same, by a question that was understood. */
  answerTo(question: string, req: IncomingMessage, res: ServerResponse): boolean;
  /** The moment and the store that an answer is about to be made from: another thread may write while it is. */
  begin(): Pick<Kept, "version" | "minute">;
  /** Keeps an answer by the question as it was understood; `written` is how it was asked. */
  keep(question: string, written: string, answer: PublicAnswer, begun: Pick<Kept, "version" | "minute">): void;
}

export function makeAnswerMemory(app: App): AnswerMemory {
  // What an answer is compressed to is kept with it, and is no longer than it is.
  const kept = makeMemory<Kept>("answers", ({ answer }) => 2 * answer.body.length + HEADERS);
  const questions = makeMemory<string>("questions", (question) => 2 * question.length);
  const always = safeHeaders(app.config.publicOrigin);
  const answerTo = (question: string, req: IncomingMessage, res: ServerResponse): boolean => {
    const found = kept.get(question);
    if (!found) return false;
    if (found.minute !== app.clock.now().slice(0, 16) || found.version !== app.storeVersion()) {
      kept.delete(question);
      return false;
    }
    sendAnswer(req, res, found.answer, { ...found.headers, "x-request-id": nextRequestId() });
    return true;
  };
  return {
    begin: () => ({ version: app.storeVersion(), minute: app.clock.now().slice(0, 16) }),
    answerTo,
    answer(req, res) {
      if (req.method !== "GET" || !req.url) return false;
      const question = questions.get(req.url);
      return question !== undefined && answerTo(question, req, res);
    },
    keep(question, written, answer, begun) {
      kept.set(question, { answer, headers: headersOf(answer, always), ...begun });
      if (written.length <= LONGEST) questions.set(written, question);
    },
  };
}
