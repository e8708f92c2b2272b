import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";

export type Channel = "inbox" | "push" | "sms";
export type ReminderStatus = "pending" | "claimed" | "sent" | "expired" | "cancelled" | "skipped" | "failed";

/** Said ahead of a visit. */
export const AHEAD_KINDS = ["day-before", "hour-before", "quarter-before"] as const;
/** Said at once, because something changed that the rider did not do. */
export const CHANGE_KINDS = [
  "moved-by-point",
  "cancelled-by-point",
  "joined-twice",
  "offer",
  "offer-passed",
  "ticket-called",
  "ticket-over",
  "leave-now",
  "notice",
  "door-fixed",
] as const;
/** Said to those who serve: ahead of their shifts, and when something needs them. */
export const STAFF_KINDS = [
  "shift-confirm",
  "shift-day-before",
  "shift-hour-before",
  "shift-yours",
  "shift-lost",
  "shift-freed",
  "shift-cover",
  "swap-asked",
  "swap-accepted",
  "swap-declined",
  "point-unstaffed",
  "door-task",
] as const;
export type ReminderKind = (typeof AHEAD_KINDS)[number] | (typeof CHANGE_KINDS)[number] | (typeof STAFF_KINDS)[number];

export const isAhead = (kind: ReminderKind): boolean => (AHEAD_KINDS as readonly string[]).includes(kind);

/** A booking made less than this before its visit gets one reminder, a quarter of an hour ahead. Minutes. */
export const LATE = 75;
export const MINUTES_AHEAD = { "day-before": 1440, "hour-before": 60, "quarter-before": 15 } as const;

/** What is to be said ahead of a visit that was booked (or moved) at `madeAt`; what would be past by then is left out. */
export function remindersFor(
  start: Instant,
  madeAt: Instant,
): { kind: (typeof AHEAD_KINDS)[number]; dueAt: Instant }[] {
  const kinds =
    minutesBetween(madeAt, start) < LATE ? (["quarter-before"] as const) : (["day-before", "hour-before"] as const);
  return kinds
    .map((kind) => ({ kind, dueAt: plusMinutes(start, -MINUTES_AHEAD[kind]) }))
    .filter(({ dueAt }) => dueAt > madeAt);
}

/** What is said ahead of a shift that was taken at `madeAt`; what would be past by then is left out. */
export function shiftRemindersFor(
  start: Instant,
  madeAt: Instant,
  toConfirm: boolean,
): { kind: "shift-confirm" | "shift-day-before" | "shift-hour-before"; dueAt: Instant }[] {
  const all = [
    ...(toConfirm ? [{ kind: "shift-confirm" as const, dueAt: plusMinutes(start, -2 * 1440) }] : []),
    { kind: "shift-day-before" as const, dueAt: plusMinutes(start, -1440) },
    { kind: "shift-hour-before" as const, dueAt: plusMinutes(start, -60) },
  ];
  return all.filter(({ dueAt }) => dueAt > madeAt);
}

export interface Reminder {
  id: string;
  pointId: string;
  /** What it is about: a booking, a place in a line, a ticket, a claim, a shift, a task, an act, a point. */
  subjectId: string;
  /** What tells two of one subject apart: the slot of a booking; for what goes to many, the device. */
  slotId: string;
  deviceId: string;
  kind: ReminderKind;
  channel: Channel;
  dueAt: Instant;
  /** After this it helps nobody. */
  expiresAt: Instant;
  attempts: number;
}

/** The same for every channel and try: by it an inbox, a push service, a phone and a gateway know a second one. */
export function reminderKey(reminder: Pick<Reminder, "subjectId" | "slotId" | "kind">): string {
  return `${reminder.subjectId}:${reminder.slotId}:${reminder.kind}`;
}

/** Seconds for which a claimed reminder belongs to the process that claimed it. */
export const LEASE_SECONDS = 60;

/**
 * When a failed send is tried again: 15 s, doubled at each try up to 10 minutes and to an eighth of the time that is left until
 * nobody is helped by it, a quarter of it by chance (`chance` 0 to 1).
 */
export function nextTry(
  now: Instant,
  { attempts, expiresAt }: Pick<Reminder, "attempts" | "expiresAt">,
  retryAfterSeconds: number | undefined,
  chance: number,
): Instant {
  const most = Math.max(15, Math.min(600, (minutesBetween(now, expiresAt) * 60) / 8));
  const grown = Math.min(most, 15 * 2 ** Math.max(0, attempts - 1));
  const seconds = Math.max(retryAfterSeconds ?? 0, grown * (0.75 + 0.5 * chance));
  return plusMinutes(now, seconds / 60);
}
