/** How a push host has been doing, and until when it is left alone. Milliseconds of one clock that only rises. */
export interface HostState {
  failed: number;
  restUntil: number;
  inFlight: number;
  /** How many posts it may have at once: it grows with what the host answers. */
  credit: number;
}

export const REST = {
  /** Failures in a row after which a host is left alone. */
  after: 5,
  /** The first rest; each one more is twice as long. Milliseconds. */
  first: 15_000,
  longest: 300_000,
  /** Seconds after which a host that has enough posts for now is asked again. */
  crowded: 2,
  /** Posts at once to a host that has answered nothing yet, and at most: one that is silent keeps no place from the others. */
  credit: { first: 50, most: 200, least: 5 },
} as const;

export const NEW_HOST: HostState = { failed: 0, restUntil: 0, inFlight: 0, credit: REST.credit.first };

/** Seconds to wait before anything more is posted to a host; undefined when it may be. After a rest one post tries it out. */
export function restOf(state: HostState, now: number): number | undefined {
  if (now < state.restUntil) return Math.ceil((state.restUntil - now) / 1000);
  return state.inFlight >= (state.failed >= REST.after ? 1 : state.credit) ? REST.crowded : undefined;
}

/** A host after an answer: `answered` whatever it said of one subscription, `failed` when it did not work or could not be reached. */
export function afterAnswer(state: HostState, outcome: "answered" | "failed", now: number): HostState {
  if (outcome === "answered")
    return { ...state, failed: 0, restUntil: 0, credit: Math.min(REST.credit.most, state.credit + 2) };
  const failed = state.failed + 1;
  const rest = failed < REST.after ? 0 : Math.min(REST.first * 2 ** (failed - REST.after), REST.longest);
  return {
    ...state,
    failed,
    restUntil: Math.max(state.restUntil, now + rest),
    credit: Math.max(REST.credit.least, state.credit - 5),
  };
}
