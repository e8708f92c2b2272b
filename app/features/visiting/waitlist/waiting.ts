import type { RiderKind } from "#app/features/people/riders/rider.ts";
import { civilTimeOf, minutesOfDay, plusDays, type CivilTime } from "#app/time/civil.ts";
import { minutesBetween, plusMinutes, type Instant } from "#app/time/instant.ts";
import { civilOf, instantAt, type Zone } from "#app/time/zone.ts";

export type WaitingStatus = "waiting" | "offered" | "accepted" | "left" | "passed" | "expired";

/** A place in the line for a full slot. While `offered`, a place of the slot is held for it until `offerUntil`. */
export interface Waiting {
  id: string;
  pointId: string;
  serviceId: string;
  slotId: string;
  deviceId: string;
  status: WaitingStatus;
  riderKind: RiderKind;
  topicId: string | null;
  start: Instant;
  offerUntil: Instant | null;
  bookingId: string | null;
  createdAt: Instant;
}

/** How many lines one device may stand in at once. */
export const MOST_LINES = 5;

const OFFER_MINUTES = 15;
const SHORT_OFFER_MINUTES = 5;
const NIGHT = { from: "22:00" as CivilTime, to: "07:00" as CivilTime, answerBy: "07:30" as CivilTime };

/** Minutes after a place's grace for which its line still stands: what was not claimed is offered then. */
const AFTER_GRACE = 5;

/** When nobody waits for a slot any more: a little after the grace in which its places are claimed. */
export function lineEnds(start: Instant, graceMinutes: number): Instant {
  return plusMinutes(start, graceMinutes + AFTER_GRACE);
}

/**
 * Until when an offered place is held: a quarter of an hour, five minutes when the visit is within the
 * hour or has begun, over the night until half past seven; never past the last moment at which the slot can be booked.
 */
export function offerDeadline(now: Instant, start: Instant, noticeMinutes: number, zone: Zone): Instant {
  if (start <= now) return plusMinutes(now, SHORT_OFFER_MINUTES);
  const last = plusMinutes(start, -noticeMinutes);
  const length = minutesBetween(now, start) <= 60 ? SHORT_OFFER_MINUTES : OFFER_MINUTES;
  const usual = plusMinutes(now, length);
  const { date, minutes } = civilOf(now, zone);
  const night = minutes >= minutesOfDay(NIGHT.from) || minutes < minutesOfDay(NIGHT.to);
  const morning = instantAt(
    minutes >= minutesOfDay(NIGHT.from) ? plusDays(date, 1) : date,
    civilTimeOf(minutesOfDay(NIGHT.answerBy)),
    zone,
  );
  const until = night && morning > usual ? morning : usual;
  return until < last ? until : last;
}
