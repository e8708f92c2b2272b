import { instantOf, millisecondsOf, type Instant } from "./instant.ts";

/** Where "now" comes from. Read once per use case and passed down as a value. */
export interface Clock {
  now(): Instant;
}

/** The machine's own clock. */
export function systemClock(): Clock {
  return { now: () => instantOf(Date.now()) };
}

/** A clock that is moved. */
export interface SettableClock extends Clock {
  set(now: Instant): void;
}

/** A clock that was set to a moment and runs on from there; `set` moves it, for every thread that has its `shift`. */
export interface MovableClock extends SettableClock {
  /** One number of memory that threads share: milliseconds beside the machine's clock. */
  readonly shift: Float64Array;
}

/** A clock that begins at a moment, or goes with another thread's. */
export function movableClock(start?: Instant | Float64Array): MovableClock {
  const shift =
    start instanceof Float64Array ? start : new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  const clock: MovableClock = {
    shift,
    now: () => instantOf(Date.now() + shift[0]!),
    set: (now) => {
      shift[0] = millisecondsOf(now) - Date.now();
    },
  };
  if (typeof start === "string") clock.set(start);
  return clock;
}

/** A clock that stands still until it is set; for tests of use cases. */
export function stoppedClock(start: Instant): SettableClock {
  let now = start;
  return {
    now: () => now,
    set: (next) => {
      now = next;
    },
  };
}

/** Milliseconds that only ever rise, for measuring how long something took. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}
