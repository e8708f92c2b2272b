import { instantOf, millisecondsOf, type Instant } from "./instant.ts";

/** Where "now" comes from. Read once per use case and passed down as a value. */
export interface Clock {
  now(): Instant;
}

/** The machine's own clock. */
export function systemClock(): Clock {
  return { now: () => instantOf(Date.now()) };
}

/** A clock that was set to a moment and runs on from there; `set` moves it. */
export interface MovableClock extends Clock {
  set(now: Instant): void;
}

export function movableClock(start?: Instant): MovableClock {
  let shift = start ? millisecondsOf(start) - Date.now() : 0;
  return {
    now: () => instantOf(Date.now() + shift),
    set: (now) => {
      shift = millisecondsOf(now) - Date.now();
    },
  };
}

/** A clock that stands still until it is set; for tests of use cases. */
export function stoppedClock(start: Instant): MovableClock {
  let now = start;
  return { now: () => now, set: (next) => { now = next; } };
}

/** Milliseconds that only ever rise, for measuring how long something took. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}
