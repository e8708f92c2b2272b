import type { BookingRules } from "#app/features/visiting/services/service.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { plusDays } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";

/** One bookable span of a service on one date. */
export interface Slot {
  id: string;
  pointId: string;
  serviceId: string;
  date: CivilDate;
  start: Instant;
  end: Instant;
  capacity: number;
  booked: number;
  closed: boolean;
}

/** A service's date: its quota (null for none) and what is taken of it, over all its slots. */
export interface ServiceDay {
  date: CivilDate;
  quota: number | null;
  booked: number;
  closed: boolean;
}

export type SlotState = "open" | "full" | "closed" | "past";

/** Places that can still be taken: the slot's own, and no more than the day has left. */
export function remainingOf(slot: Pick<Slot, "capacity" | "booked">, day: ServiceDay | undefined): number {
  const inSlot = Math.max(0, slot.capacity - slot.booked);
  return day?.quota == null ? inSlot : Math.min(inSlot, Math.max(0, day.quota - day.booked));
}

export function slotState(slot: Slot, day: ServiceDay | undefined, now: Instant): SlotState {
  if (slot.start <= now) return "past";
  if (slot.closed || day?.closed) return "closed";
  return remainingOf(slot, day) > 0 ? "open" : "full";
}

/** Whether `now` lies between the horizon and the minimum notice of a slot. */
export function isInsideWindow(
  slot: Pick<Slot, "start" | "date">,
  rules: BookingRules,
  zone: Zone,
  now: Instant,
): boolean {
  if (plusMinutes(now, rules.noticeMinutes) > slot.start || slot.start <= now) return false;
  return slot.date <= plusDays(dateIn(zone, now), rules.horizonDays);
}

/** The last moment at which a booking of a slot can be cancelled or moved by its rider. */
export function cancellableUntil(start: Instant, rules: Pick<BookingRules, "cancelMinutes">): Instant {
  return plusMinutes(start, -rules.cancelMinutes);
}
