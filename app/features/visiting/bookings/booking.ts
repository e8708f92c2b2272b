import type { Proof, RiderKind } from "#app/features/people/riders/rider.ts";
import type { Point, PointSummary } from "#app/features/places/points/point.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { cancellableUntil } from "#app/features/visiting/slots/slot.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";

export const BOOKING_STATUSES = ["booked", "checked-in", "served", "cancelled", "no-show"] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** Every step that a booking may take; what is not here cannot happen. */
export const TRANSITIONS: Record<BookingStatus, readonly BookingStatus[]> = {
  booked: ["checked-in", "cancelled", "no-show"],
  // Backwards only by the desk's undo.
  "checked-in": ["served", "booked"],
  served: ["checked-in"],
  // Only by undoing the closure that cancelled it.
  cancelled: ["booked"],
  "no-show": ["checked-in", "booked"],
};

export const canBecome = (from: BookingStatus, to: BookingStatus): boolean => TRANSITIONS[from].includes(to);

/** A booking in one of these is still to come or under way. */
export const ACTIVE: readonly BookingStatus[] = ["booked", "checked-in"];
export const isActive = (status: BookingStatus): boolean => ACTIVE.includes(status);

/** A booking in one of these counts in its slot and day: a number that was used is not given out again. */
export const HOLDING: readonly BookingStatus[] = ["booked", "checked-in", "served"];
export const holdsPlace = (status: BookingStatus): boolean => HOLDING.includes(status);

/** When a place that nobody claimed is released: its grace after the start, or after a late booking was made. */
export function releasedAt(booking: { start: Instant; createdAt: Instant }, graceMinutes: number): Instant {
  return plusMinutes(booking.start > booking.createdAt ? booking.start : booking.createdAt, graceMinutes);
}

/** Characters; what a rider may write. */
export const LENGTHS = { name: 40, phone: 20, note: 500 } as const;
/** Days after the visit at which name, phone and note are erased. */
export const ERASE_AFTER_DAYS = 7;

/** A rider's claim on a slot. Name, phone and note are not part of it: they stay sealed in the store. */
export interface Booking {
  id: string;
  pointId: string;
  serviceId: string;
  slotId: string;
  deviceId: string;
  code: string;
  status: BookingStatus;
  riderKind: RiderKind;
  topicId: string | null;
  date: CivilDate;
  start: Instant;
  end: Instant;
  sequence: number;
  hasPhone: boolean;
  /** The kind of proof that staff saw. */
  proof: Proof | null;
  /** Who of the staff made it, when a rider did not. */
  madeBy: string | null;
  checkedInAt: Instant | null;
  servedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A booking as the API shows it. */
export interface BookingView {
  id: string;
  code: string;
  status: BookingStatus;
  slot: { id: string; start: Instant; end: Instant };
  service: { id: string; name: string };
  point: { id: string; name: string; lat: number; lng: number; address: string; zone: string };
  rider_kind: RiderKind;
  created_at: Instant;
  cancellable_until: Instant;
}

export function viewOf(booking: Booking, service: Service, point: Point | PointSummary): BookingView {
  return {
    id: booking.id,
    code: booking.code,
    status: booking.status,
    slot: { id: booking.slotId, start: booking.start, end: booking.end },
    service: { id: service.id, name: service.name },
    point: {
      id: point.id,
      name: point.name,
      lat: point.place.lat,
      lng: point.place.lng,
      address: point.address,
      zone: point.zone,
    },
    rider_kind: booking.riderKind,
    created_at: booking.createdAt,
    cancellable_until: cancellableUntil(booking.start, service.rules),
  };
}

/** `7K3MQ9TD` → `7K3M-Q9TD`, as it is shown and read out. */
export function formatCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
