import type { Instant } from "#app/time/instant.ts";

/** Who did it, as a value: trail knows nobody. */
export interface Actor {
  kind: "rider" | "staff" | "key" | "system";
  id: string;
}

export const SYSTEM: Actor = { kind: "system", id: "system" };

/** Ids, verbs, field names and non-personal values only. */
export type Facts = Record<string, string | number | boolean | null>;

/** Everything that can happen, as `noun.verb-ed`. */
export const TRAIL_VERBS = [
  "booking.booked",
  "booking.moved",
  "booking.cancelled",
  "booking.checked-in",
  "booking.served",
  "booking.no-show",
  "waitlist.joined",
  "waitlist.offered",
  "waitlist.accepted",
  "waitlist.left",
  "waitlist.passed",
  "waitlist.expired",
  "ticket.taken",
  "ticket.waiting",
  "ticket.held",
  "ticket.called",
  "ticket.served",
  "ticket.left",
  "ticket.skipped",
  "ticket.leave-now",
  "visit.counted",
  "visit.undone",
  "supply.set",
  "door.reported",
  "door.confirmed",
  "door-task.opened",
  "door-task.fixed",
  "slots.closed",
  "slots.opened",
  "slot.opened",
  "slot.resized",
  "day.closed",
  "day.opened",
  "day.set",
  "schedule.changed",
  "service.added",
  "service.changed",
  "shift.claimed",
  "shift.stood-by",
  "shift.stood-down",
  "shift.promoted",
  "shift.confirmed",
  "shift.released",
  "shift.freed",
  "shift.swap-asked",
  "shift.swapped",
  "shift.swap-declined",
  "shift.checked-in",
  "shift.checked-out",
  "shift.cover-asked",
  "roster.add-window",
  "roster.end-window",
  "roster.add-need",
  "roster.end-need",
  "staff.signed-in",
  "staff.joined",
  "staff.invited",
  "staff.role-ended",
  "staff.pin-set",
  "staff.passkey-made",
  "staff.passkey-removed",
  "staff.codes-set",
  "tablet.set-up",
  "tablet.removed",
  "key.made",
  "key.ended",
  "phone.verified",
  "device.joined",
  "device.forgotten",
  "point.created",
  "point.updated",
  "point.imported",
  "point.placed",
  "point.hours-set",
  "point.day-set",
  "point.unstaffed",
  "point.staffed",
  "notice.written",
  "notice.ended",
  "weather.declared",
  "weather.ended",
  "city.peaks-set",
] as const;
export type TrailVerb = (typeof TRAIL_VERBS)[number];

export const isTrailVerb = (text: string): text is TrailVerb => (TRAIL_VERBS as readonly string[]).includes(text);

/** The start of the verbs of each noun, for filters. */
export const TRAIL_NOUNS = [
  "booking",
  "waitlist",
  "ticket",
  "visit",
  "supply",
  "door",
  "slot",
  "day",
  "schedule",
  "service",
  "shift",
  "roster",
  "staff",
  "tablet",
  "key",
  "point",
  "notice",
  "weather",
] as const;

export interface TrailEntry {
  actor: Actor;
  verb: TrailVerb;
  subject: { kind: string; id: string };
  pointId: string | null;
  before: Facts;
  after: Facts;
}

export interface RecordedEntry extends TrailEntry {
  id: string;
  at: Instant;
}
