import type { Db } from "#db/db.ts";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { bookingForMessages, waitingForMessages } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { findPoints } from "#app/features/places/points/find-point.server.ts";
import { findTaskReporters } from "#app/features/places/doors/fix-door.server.ts";
import { ticketForMessages } from "#app/features/visiting/queue/show-ticket.server.ts";
import { claimForMessages, shiftForMessages } from "#app/features/serving/roster/show-roster.server.ts";
import { lacking, takes } from "#app/features/serving/roster/shift.ts";
import { weatherForMessages } from "#app/features/serving/weather/declare-weather.server.ts";
import type { PointSummary } from "#app/features/places/points/point.ts";
import type { Instant } from "#app/time/instant.ts";
import type { MessageDetails } from "#app/features/telling/messages/message.ts";
import { isAhead, type Reminder } from "#app/features/telling/messages/reminder.ts";

/** What one reminder has to say, read again at the moment of sending. */
export type Matter = MessageDetails;

const at = (point: Pick<PointSummary, "zone" | "name" | "name_en">, start: Instant) => ({
  start,
  zone: point.zone,
  place: point.name,
  place_en: point.name_en,
});

/** What a reminder is about as it stands now; undefined when it helps nobody any more. */
export async function matterOf(db: Db, reminder: Reminder, now: Instant): Promise<Matter | undefined> {
  switch (reminder.kind) {
    case "offer":
    case "offer-passed":
      return ofWaiting(db, reminder);
    case "ticket-called":
    case "ticket-over":
    case "leave-now":
      return ofTicket(db, reminder, now);
    case "shift-confirm":
    case "shift-day-before":
    case "shift-hour-before":
    case "shift-yours":
    case "shift-lost":
    case "swap-asked":
    case "swap-accepted":
    case "swap-declined":
      return ofClaim(db, reminder);
    case "shift-freed":
    case "shift-cover":
      return ofShift(db, reminder);
    case "notice":
      return ofWeather(db, reminder);
    case "point-unstaffed":
    case "door-task":
    case "door-fixed":
      return ofPoint(db, reminder);
    default:
      return ofBooking(db, reminder);
  }
}

async function ofBooking(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  const booking = await bookingForMessages(db, reminder.subjectId);
  // The trail may not have been followed yet: what was cancelled or moved a moment ago is not announced.
  if (!booking || (isAhead(reminder.kind) && (!isActive(booking.status) || booking.slotId !== reminder.slotId)))
    return undefined;
  const point = (await findPoints(db, [booking.pointId])).get(booking.pointId);
  return point && at(point, booking.start);
}

async function ofWaiting(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  const shown = await waitingForMessages(db, reminder.subjectId);
  if (!shown || (reminder.kind === "offer" && shown.waiting.status !== "offered")) return undefined;
  return { ...at(shown.point, shown.slot.start), ...(shown.waiting.offerUntil && { until: shown.waiting.offerUntil }) };
}

async function ofTicket(db: Db, reminder: Reminder, now: Instant): Promise<Matter | undefined> {
  const shown = await ticketForMessages(db, reminder.subjectId, now);
  const wanted =
    reminder.kind === "ticket-called" ? ["called"] : reminder.kind === "ticket-over" ? ["left"] : ["waiting", "held"];
  if (!shown || !wanted.includes(shown.ticket.state)) return undefined;
  return {
    ...at(shown.point, shown.ticket.calledAt ?? shown.expected?.from ?? now),
    label: shown.label,
    station: shown.ticket.station,
  };
}

async function ofClaim(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  const shown = await claimForMessages(db, reminder.subjectId);
  if (!shown) return undefined;
  const ahead =
    reminder.kind === "shift-confirm" || reminder.kind === "shift-day-before" || reminder.kind === "shift-hour-before";
  if (ahead && !takes(shown.claim)) return undefined;
  if (reminder.kind === "shift-confirm" && shown.claim.status !== "claimed") return undefined;
  return at(shown.point, shown.shift.start);
}

async function ofShift(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  const shown = await shiftForMessages(db, reminder.subjectId);
  return shown && lacking(shown.shift, shown.claims) > 0 ? at(shown.point, shown.shift.start) : undefined;
}

async function ofWeather(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  const found = await weatherForMessages(db, reminder.subjectId);
  const point = (await findPoints(db, [reminder.pointId])).get(reminder.pointId);
  if (!found || found.act.endedAt || !point) return undefined;
  const { title, title_en, body, body_en } = found.act;
  return { ...at(point, reminder.dueAt), title, title_en, body, body_en };
}

async function ofPoint(db: Db, reminder: Reminder): Promise<Matter | undefined> {
  const point = (await findPoints(db, [reminder.pointId])).get(reminder.pointId);
  if (!point) return undefined;
  const task = reminder.kind === "door-fixed" ? await findTaskReporters(db, reminder.subjectId) : undefined;
  return { ...at(point, reminder.dueAt), ...(task && { body: task.task.answer, body_en: task.task.answer }) };
}
