import { plusMinutes, type Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";

/** What can wait on a device until it can be sent. */
export type UnsentKind = "booking" | "cancel" | "door-report" | "check-in" | "visit";

/** What an entry is about, in the words of public things: nobody's name, no topic, no note. */
export interface UnsentAbout {
  what: string;
  place?: string;
  start?: Instant;
  zone?: Zone;
  serviceId?: string;
  bookingId?: string;
}

/** Something that was asked for without network. No name, no note, no value of anybody's health stands in it. */
export interface Unsent {
  /** Made by the device: sent twice, it counts once. */
  id: string;
  kind: UnsentKind;
  /** Whose it is: the rider's of this browser, or a point's desk. */
  owner: string;
  /** Where it is posted, as JSON. */
  path: string;
  body: Record<string, string | null>;
  about?: UnsentAbout;
  /** In which its results are told. */
  language: Language;
  madeAt: Instant;
  /** After this it is not sent any more: a place asked for yesterday is nobody's wish today. */
  until: Instant;
  /** Why it was refused for good, and the times that are free instead. */
  refused?: string;
  others?: { id: string; start: Instant }[];
  /** Set once it stands: the page that shows it. */
  done?: { path: string | null };
  /** Whether what came of it was told. */
  told?: boolean;
}

export type Sent =
  | { kind: "done"; path: string | null }
  | { kind: "refused"; word: string; others?: { id: string; start: Instant }[] }
  | { kind: "later" };

/** The owner of what a rider asked for. */
export const RIDER = "rider";
/** The most entries of one owner. */
export const MOST = 500;
/** Minutes for which a wish stands. */
export const LIFE: Record<UnsentKind, number> = {
  booking: 1440,
  cancel: 1440,
  "door-report": 30,
  "check-in": 1440,
  visit: 1440,
};

/** An entry as it is put in. `now` and `before` by the device's clock; `before` is when it is of no use any more, such as the start of a visit. */
export function unsent(
  entry: Omit<Unsent, "madeAt" | "until" | "refused" | "others" | "done">,
  now: Instant,
  before?: Instant,
): Unsent {
  const until = plusMinutes(now, LIFE[entry.kind]);
  return { ...entry, madeAt: now, until: before && before < until ? before : until };
}

/** Whether an entry still waits to be sent. */
export const isWaiting = (one: Unsent): boolean => one.refused === undefined && !one.done;

/**
 * What an answer to an owner's entry means: 4xx but for time-outs and "too many" is final. A desk without rights waits until somebody
 * signs in, and finds nothing there until then; what a rider does not find is not there.
 */
export function judgeAnswer(
  owner: string,
  status: number,
  problem: { type?: string; title?: string } | undefined,
): Exclude<Sent, { kind: "done" }> | { kind: "done" } {
  if (status >= 200 && status < 300) return { kind: "done" };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { kind: "later" };
  if (
    owner !== RIDER &&
    (status === 401 || status === 403 || (status === 404 && problem?.type === "/problems/not-found"))
  )
    return { kind: "later" };
  return { kind: "refused", word: problem?.title ?? String(status) };
}

/** The word of an entry whose time ran out before it could be sent; screens say it in the reader's language. */
export const EXPIRED = "expired";

/**
 * Sends what waits, the oldest first, and answers the list as it is then: what was refused stays to be seen, what stands too,
 * but for a desk's, whose page shows it. `send` throws without network.
 */
export async function drain(list: Unsent[], send: (one: Unsent) => Promise<Sent>, now: Instant): Promise<Unsent[]> {
  const left: Unsent[] = [];
  const stopped = new Set<string>();
  for (const one of list) {
    if (stopped.has(one.owner) || !isWaiting(one)) {
      left.push(one);
      continue;
    }
    let lost = false;
    const sent: Sent =
      one.until <= now
        ? { kind: "refused", word: EXPIRED }
        : await send(one).catch((): Sent => {
            lost = true;
            return { kind: "later" };
          });
    if (sent.kind === "later") {
      // Without network nothing goes. What the server only puts off holds up a desk, whose order counts, and no other wish of a rider.
      if (lost || one.owner !== RIDER) stopped.add(one.owner);
      left.push(one);
      continue;
    }
    const then: Unsent =
      sent.kind === "done"
        ? { ...one, done: { path: sent.path } }
        : { ...one, refused: sent.word, ...(sent.others && { others: sent.others }) };
    if (one.owner === RIDER || sent.kind === "refused") left.push(then);
  }
  return left;
}

/** What came of a rider's wishes and was not told yet: a worker may end between sending and telling. */
export const untold = (list: Unsent[]): Unsent[] =>
  list.filter((one) => one.owner === RIDER && !isWaiting(one) && !one.told);

/** After sending: what was drained, what was put in meanwhile, without what was taken back meanwhile. */
export function mergeOutbox(stored: Unsent[], before: Unsent[], after: Unsent[]): Unsent[] {
  const known = new Set(before.map(({ id }) => id));
  return [
    ...after.filter(({ id }) => stored.some((one) => one.id === id)),
    ...stored.filter(({ id }) => !known.has(id)),
  ];
}

/** The next three free times after the one that was lost. */
export function otherTimes(
  slots: { id: string; start: Instant; state: string }[],
  after: Instant | undefined,
): { id: string; start: Instant }[] {
  return slots
    .filter(({ state, start }) => state === "open" && (!after || start > after))
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .slice(0, 3)
    .map(({ id, start }) => ({ id, start }));
}
