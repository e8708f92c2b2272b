import type { CivilDate } from "#app/time/civil.ts";
import { instantOf, millisecondsOf, plusMinutes, type Instant } from "#app/time/instant.ts";

export const TICKET_STATES = ["waiting", "held", "called", "served", "left", "skipped"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** Every step that a ticket may take; what is not here cannot happen. Backwards only by the desk's recall and undo. */
export const TICKET_STEPS: Record<TicketState, readonly TicketState[]> = {
  waiting: ["called", "held", "left", "skipped"],
  held: ["waiting", "called", "left", "skipped"],
  called: ["served", "skipped", "left", "waiting"],
  served: ["called"],
  left: [],
  skipped: ["called", "waiting", "left"],
};
export const canStep = (from: TicketState, to: TicketState): boolean => TICKET_STEPS[from].includes(to);

/** A ticket in one of these counts in its day's quota: only who leaves gives the number back. */
export const countsInDay = (state: TicketState): boolean => state !== "left";
export const isOpen = (state: TicketState): boolean => state === "waiting" || state === "held" || state === "called";

/** Minutes for which a place may be held at once, how often, and from how far a rider may be called back. */
export const HOLD = { most: 60, usual: 20, times: 3, awayMost: 90, awayUsual: 10 } as const;

/** A walk-in's number in a service's queue of a day. */
export interface Ticket {
  id: string;
  pointId: string;
  serviceId: string;
  date: CivilDate;
  number: number;
  deviceId: string | null;
  state: TicketState;
  /** The window that called it. */
  station: string;
  createdAt: Instant;
  updatedAt: Instant;
  calledAt: Instant | null;
  calls: number;
  holdUntil: Instant | null;
  holds: number;
  awayMinutes: number | null;
}

/** `A012`, as it is shown and read out. */
export function ticketLabel(letter: string, number: number): string {
  return `${letter}${String(number).padStart(3, "0")}`;
}

/** Calls of today, of one service: when, and at which window. */
export interface Call {
  at: Instant;
  station: string;
}

/** Minutes between one call and the next of a service today: the median of its last calls, by its windows; else what a visit is meant to take. */
export function paceOf(calls: Call[], usualMinutes: number): { minutes: number; measured: boolean } {
  const times = calls
    .map(({ at }) => millisecondsOf(at))
    .sort((a, b) => a - b)
    .slice(-13);
  const gaps = times
    .slice(1)
    .map((time, i) => (time - times[i]!) / 60_000)
    .sort((a, b) => a - b);
  if (gaps.length < 3) return { minutes: usualMinutes, measured: false };
  const middle =
    gaps.length % 2 === 1 ? gaps[(gaps.length - 1) / 2]! : (gaps[gaps.length / 2 - 1]! + gaps[gaps.length / 2]!) / 2;
  return { minutes: Math.max(1, Math.min(middle, usualMinutes * 3)), measured: true };
}

export interface Expected {
  from: Instant;
  to: Instant;
}

/** When a service serves on a date: from its first slot's start to its last one's end. */
export interface Running {
  from: Instant;
  to: Instant;
}

/** How a hold stands: one that is over counts as waiting again. */
export function isHeld(ticket: Pick<Ticket, "state" | "holdUntil">, now: Instant): boolean {
  return ticket.state === "held" && ticket.holdUntil !== null && ticket.holdUntil > now;
}

/** The same range for one whose place is held: not before the hold is over. */
export function afterHold(expected: Expected, holdUntil: Instant): Expected {
  const from = expected.from > holdUntil ? expected.from : holdUntil;
  return { from, to: expected.to > from ? expected.to : plusMinutes(from, 5) };
}

/** When a ticket with so many ahead of it will be called: a range, wider where the pace was not measured today. */
export function expectedCall(
  ahead: number,
  pace: { minutes: number; measured: boolean },
  lastCall: Instant | undefined,
  now: Instant,
): Expected {
  const { minutes, measured } = pace;
  const since = lastCall ? Math.max(0, (millisecondsOf(now) - millisecondsOf(lastCall)) / 60_000) : minutes;
  const rest = Math.max(0, minutes - since);
  const middle = rest + ahead * minutes;
  const [low, high] = measured ? [0.75, 1.35] : [0.5, 1.6];
  const whole = (at: number) => instantOf(Math.floor(millisecondsOf(plusMinutes(now, at)) / 60_000) * 60_000);
  return { from: whole(Math.floor(middle * low)), to: whole(Math.ceil(middle * high + 1)) };
}

/** Whether a rider who is `awayMinutes` from the point has to set out now, to be there when called at the earliest. */
export function mustLeave(expected: Expected, awayMinutes: number, now: Instant): boolean {
  return plusMinutes(now, awayMinutes) >= expected.from;
}

/** Minutes of riding over a straight distance in metres. */
export function ridingMinutes(metres: number): number {
  return Math.max(1, Math.ceil((metres * 1.3) / 250));
}
