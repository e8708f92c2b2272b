import { instantOf, millisecondsOf, type Instant } from "#app/time/instant.ts";

/** At most `count` in each window of `minutes`. Kept per device or phone; by address there are ceilings beside them, high, for many phones stand behind one. */
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
  ticketAddress: { name: "ticket-address", count: 120, minutes: 60 },
  newDevice: { name: "new-device", count: 300, minutes: 10 },
  newDeviceDay: { name: "new-device-day", count: 5000, minutes: 1440 },
  bookingAddress: { name: "booking-address", count: 60, minutes: 60 },
  doorAddress: { name: "door-address", count: 6, minutes: 60 },
  staffSignIn: { name: "staff-sign-in", count: 600, minutes: 10 },
  codePhoneDay: { name: "code-phone-day", count: 10, minutes: 1440 },
  codePhone: { name: "code-phone", count: 5, minutes: 60 },
  codeDevice: { name: "code-device", count: 8, minutes: 60 },
  codeAddress: { name: "code-address", count: 120, minutes: 60 },
  codeCity: { name: "code-city", count: 3000, minutes: 1440 },
  codeTry: { name: "code-try", count: 20, minutes: 60 },
  pinWrong: { name: "pin-wrong", count: 5, minutes: 15 },
  carry: { name: "carry", count: 12, minutes: 60 },
  move: { name: "move", count: 12, minutes: 60 },
  cancel: { name: "cancel", count: 30, minutes: 60 },
  line: { name: "line", count: 60, minutes: 60 },
  hold: { name: "hold", count: 60, minutes: 60 },
  subscribe: { name: "subscribe", count: 30, minutes: 60 },
  star: { name: "star", count: 120, minutes: 60 },
  setting: { name: "setting", count: 240, minutes: 60 },
  forget: { name: "forget", count: 6, minutes: 60 },
  enter: { name: "enter", count: 120, minutes: 10 },
  way: { name: "way", count: 120, minutes: 60 },
  tail: { name: "tail", count: 60, minutes: 60 },
  peopleAct: { name: "people-act", count: 120, minutes: 60 },
  cityAct: { name: "city-act", count: 600, minutes: 60 },
  deskAct: { name: "desk-act", count: 6000, minutes: 60 },
  textNumber: { name: "text-number", count: 5, minutes: 1440 },
  pushTest: { name: "push-test", count: 5, minutes: 10 },
} as const satisfies Record<string, RateLimit>;

/**
 * Counted by each process for itself, without a write: what no person does, however quick. By session; by address of those whom no phone
 * vouches for, many of whom stand behind one.
 */
export const HERE = {
  write: { name: "write", count: 300, minutes: 10 },
  serve: { name: "serve", count: 3000, minutes: 10 },
  writeAddress: { name: "write-address", count: 4000, minutes: 10 },
  read: { name: "read", count: 6000, minutes: 1 },
} as const satisfies Record<string, RateLimit>;
/** How many plain reads one question of a map counts for, which costs so much more. */
export const MAP_COUNTS = 4;

/** The start of the window that holds `now`, and seconds until the next. */
export function windowOf(limit: RateLimit, now: Instant): { start: Instant; secondsLeft: number } {
  const length = limit.minutes * 60_000;
  const at = millisecondsOf(now);
  const start = Math.floor(at / length) * length;
  return { start: instantOf(start), secondsLeft: Math.ceil((start + length - at) / 1000) };
}
