/** What a tablet could not send yet: a check-in by code, or a counted visit. No name, no note, no value stands in it. */
export interface Unsent {
  /** Made by the tablet: sent twice, it counts once. */
  id: string;
  kind: "check-in" | "visit";
  body: Record<string, string | null>;
  /** Why it was refused for good, when it was. */
  refused?: string;
}

export type Sent = { kind: "done" } | { kind: "refused"; word: string } | { kind: "later" };

const MOST = 500;

/** The outbox of one point in this browser. */
export function readOutbox(pointId: string): Unsent[] {
  try {
    const list = JSON.parse(localStorage.getItem(`nuanyi-outbox-${pointId}`) ?? "[]") as Unsent[];
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** Keeps the outbox; false when this browser keeps nothing. */
export function writeOutbox(pointId: string, list: Unsent[]): boolean {
  try {
    if (list.length === 0) localStorage.removeItem(`nuanyi-outbox-${pointId}`);
    else localStorage.setItem(`nuanyi-outbox-${pointId}`, JSON.stringify(list.slice(-MOST)));
    return true;
  } catch {
    return false;
  }
}

/** What an answer means: 4xx but for time-outs and "too many" is final; without rights it waits until somebody signs in. */
export function judgeAnswer(status: number, problem: { type?: string; title?: string } | undefined): Sent {
  if (status >= 200 && status < 300) return { kind: "done" };
  if (status === 401 || status === 403 || status === 408 || status === 425 || status === 429 || status >= 500) return { kind: "later" };
  if (status === 404 && problem?.type === "/problems/not-found") return { kind: "later" };
  return { kind: "refused", word: problem?.title ?? String(status) };
}

/** Sends what waits, the oldest first, and answers what is left; stops at the first that cannot be sent now. `send` throws without network. */
export async function drain(list: Unsent[], send: (one: Unsent) => Promise<Sent>): Promise<Unsent[]> {
  const left: Unsent[] = [];
  let stopped = false;
  for (const one of list) {
    if (stopped || one.refused) {
      left.push(one);
      continue;
    }
    const sent = await send(one).catch((): Sent => ({ kind: "later" }));
    if (sent.kind === "refused") left.push({ ...one, refused: sent.word });
    if (sent.kind === "later") {
      stopped = true;
      left.push(one);
    }
  }
  return left;
}

/** Posts one to the server as JSON. */
export async function post(pointId: string, one: Unsent): Promise<Sent> {
  const path = one.kind === "check-in" ? "/api/v1/check-ins" : `/api/v1/points/${pointId}/visits`;
  const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(one.body), signal: AbortSignal.timeout(8000) });
  const problem = response.ok ? undefined : ((await response.json().catch(() => undefined)) as { type?: string; title?: string } | undefined);
  return judgeAnswer(response.status, problem);
}
