/** How a push host has been doing, and until when it is left alone. Milliseconds of one clock that only rises. */
export interface HostState {
  failed: number;
  restUntil: number;
  inFlight: number;
}

export const REST = {
  /** Failures in a row after which a host is left alone. */
  after: 5,
  /** The first rest; each one more is twice as long. Milliseconds. */
  first: 15_000,
  longest: 300_000,
  /** Posts to one host at once: one that answers nothing keeps no place from the others. */
  atOnce: 50,
} as const;

export const NEW_HOST: HostState = { failed: 0, restUntil: 0, inFlight: 0 };

/** Seconds to wait before anything is posted to a host; undefined when it may be. After a rest one post tries it out. */
export function restOf(state: HostState, now: number): number | undefined {
  if (now < state.restUntil) return Math.ceil((state.restUntil - now) / 1000);
  const most = state.failed >= REST.after ? 1 : REST.atOnce;
  return state.inFlight >= most ? 1 : undefined;
}

/** A host after an answer. `busySeconds` is what it asked to be left alone for. */
export function afterAnswer(state: HostState, outcome: "answered" | "failed" | "busy", now: number, busySeconds = 0): HostState {
  if (outcome === "answered") return { ...state, failed: 0, restUntil: 0 };
  if (outcome === "busy") return { ...state, restUntil: Math.max(state.restUntil, now + Math.min(busySeconds * 1000, REST.longest)) };
  const failed = state.failed + 1;
  const rest = failed < REST.after ? 0 : Math.min(REST.first * 2 ** (failed - REST.after), REST.longest);
  return { ...state, failed, restUntil: Math.max(state.restUntil, now + rest) };
}
