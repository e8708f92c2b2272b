import type { Db } from "#db/db.ts";
import { findPoint, findPoints } from "#app/features/places/points/find-point.server.ts";
import type { Point, PointSummary } from "#app/features/places/points/point.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import type { Booking } from "./booking.ts";
import { bookingForSystem, bookingOf, bookingsOf } from "./bookings.store.server.ts";
import type { Waiting } from "#app/features/visiting/waitlist/waiting.ts";
import {
  countWaiting,
  openWaitingsOf,
  waitingForSystem,
  waitingOf,
} from "#app/features/visiting/waitlist/waitlist.store.server.ts";

export interface ShownBooking {
  booking: Booking;
  service: Service;
  point: Point;
}

/** The most bookings that one list shows. */
const MOST = 50;

/** One booking of its rider, with its service and point. */
export async function showBooking(db: Db, rider: Rider, id: string): Promise<ShownBooking | undefined> {
  return withPlace(db, await bookingOf(db, rider.deviceId, id));
}

/** One booking for messages about it, without its place: never the answer to a request. */
export async function bookingForMessages(db: Db, id: string): Promise<Booking | undefined> {
  return bookingForSystem(db, id);
}

async function withPlace(db: Db, booking: Booking | undefined): Promise<ShownBooking | undefined> {
  const service = booking && (await findService(db, booking.serviceId));
  const point = booking && (await findPoint(db, booking.pointId));
  return booking && service && point ? { booking, service, point } : undefined;
}

/** A rider's bookings, latest visit first. */
export async function listBookings(
  db: Db,
  rider: Rider,
): Promise<{ booking: Booking; service: Service; point: PointSummary }[]> {
  const bookings = await bookingsOf(db, rider.deviceId, MOST);
  const points = await findPoints(
    db,
    bookings.map((booking) => booking.pointId),
  );
  const services = new Map<string, Service>();
  for (const id of new Set(bookings.map((booking) => booking.serviceId))) {
    const service = await findService(db, id);
    if (service) services.set(id, service);
  }
  return bookings.flatMap((booking) => {
    const service = services.get(booking.serviceId);
    const point = points.get(booking.pointId);
    return service && point ? [{ booking, service, point }] : [];
  });
}

export interface ShownWaiting {
  waiting: Waiting;
  slot: Slot;
  service: Service;
  point: Point;
  ahead: number;
}

/** One place in a line, of its rider. */
export async function showWaiting(db: Db, rider: Rider, id: string): Promise<ShownWaiting | undefined> {
  return waitingWithPlace(db, await waitingOf(db, rider.deviceId, id));
}

/** One place in a line for messages about it: never the answer to a request. */
export async function waitingForMessages(db: Db, id: string): Promise<ShownWaiting | undefined> {
  return waitingWithPlace(db, await waitingForSystem(db, id));
}

/** The lines that a rider stands in or has an offer from. */
export async function listWaitings(db: Db, rider: Rider): Promise<ShownWaiting[]> {
  const shown: ShownWaiting[] = [];
  for (const waiting of await openWaitingsOf(db, rider.deviceId)) {
    const found = await waitingWithPlace(db, waiting);
    if (found) shown.push(found);
  }
  return shown;
}

async function waitingWithPlace(db: Db, waiting: Waiting | undefined): Promise<ShownWaiting | undefined> {
  const slot = waiting && (await findSlot(db, waiting.slotId));
  const service = slot && (await findService(db, slot.serviceId));
  const point = slot && (await findPoint(db, slot.pointId));
  if (!waiting || !slot || !service || !point) return undefined;
  return { waiting, slot, service, point, ahead: await countWaiting(db, waiting, waiting) };
}
