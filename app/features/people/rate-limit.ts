import { instantOf, millisecondsOf, type Instant } from "#app/time/instant.ts";

/** At most `count` in each window of `minutes`. Kept per device or phone, never per address alone. */
export interface RateLimit {
  name: string;
  count: number;
  minutes: number;
}

export const LIMITS = {
  booking: { name: "booking", count: 30, minutes: 10 },
  waitlist: { name: "waitlist", count: 30, minutes: 10 },
  doorReport: { name: "door-report", count: 20, minutes: 60 },
  ticket: { name: "ticket", count: 20, minutes: 60 },
  codePhone: { name: "code-phone", count: 5, minutes: 60 },
  codeDevice: { name: "code-device", count: 8, minutes: 60 },
  codeAddress: { name: "code-address", count: 120, minutes: 60 },
  codeCity: { name: "code-city", count: 3000, minutes: 1440 },
  codeTry: { name: "code-try", count: 20, minutes: 60 },
  pinWrong: { name: "pin-wrong", count: 5, minutes: 15 },
  carry: { name: "carry", count: 12, minutes: 60 },
  pushTest: { name: "push-test", count: 5, minutes: 10 },
} as const satisfies Record<string, RateLimit>;

/** The start of the window that holds `now`, and seconds until the next. */
export function windowOf(limit: RateLimit, now: Instant): { start: Instant; secondsLeft: number } {
  const length = limit.minutes * 60_000;
  const at = millisecondsOf(now);
  const start = Math.floor(at / length) * length;
  return { start: instantOf(start), secondsLeft: Math.ceil((start + length - at) / 1000) };
}
