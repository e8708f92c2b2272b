import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { signDoor } from "#app/features/places/doors/sign-door.server.ts";
import type { Proof } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import { takePlace } from "#app/features/visiting/slots/take-place.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { invariant } from "#app/platform/invariant.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import {
  canBecome,
  holdsPlace,
  isActive,
  viewOf,
  type Booking,
  type BookingStatus,
  type BookingView,
} from "#app/features/visiting/bookings/booking.ts";
import { bookingForSystem, setStatus } from "#app/features/visiting/bookings/bookings.store.server.ts";
import { bookingIdByCode } from "./desk-bookings.store.server.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";
import { standsInTheWay } from "#app/features/visiting/bookings/hold-place.server.ts";

export type CheckedIn =
  | { kind: "checked-in"; booking: BookingView; again: boolean }
  | { kind: "no-such-booking" }
  | { kind: "wrong-day"; date: string }
  | { kind: "not-possible"; status: BookingStatus }
  | NotAgain;

/** Why a booking that ended does not stand again: its place went to somebody else, or its rider has another at that time or of that service and day. */
type NotAgain = { kind: "place-gone" } | { kind: "already-booked"; code: string; start: Instant };

/** How long after it happened a check-in that was kept without network is still taken. Minutes. */
const LATEST = 18 * 60;

/**
 * Checks a rider in by code at one of the points that staff hold; again answers the same. `at` is when it happened,
 * for a tablet that had no network then. Somebody whose place was released has it back while it is free.
 */
export async function checkIn(
  app: App,
  actor: Actor,
  pointIds: string[],
  code: string,
  proof: Proof | null,
  at?: Instant,
): Promise<CheckedIn> {
  const now = app.clock.now();
  const happened = at && at <= now && at > plusMinutes(now, -LATEST) ? at : now;
  return inTransaction(app.db, async (trx): Promise<CheckedIn> => {
    const found = await bookingIdByCode(trx, pointIds, code);
    const loaded = found && (await load(trx, found.pointId, found.id));
    if (!loaded) return { kind: "no-such-booking" };
    const { booking, service, point } = loaded;
    if (booking.date !== dateIn(point.zone, happened)) return { kind: "wrong-day", date: booking.date };
    if (booking.status === "checked-in" || booking.status === "served")
      return { kind: "checked-in", booking: viewOf(booking, service, point), again: true };
    const stepped = await step(app, trx, actor, loaded, "checked-in", now, {
      checkedInAt: happened,
      ...(proof && { proof }),
    });
    if (stepped.kind !== "stepped") return stepped;
    return { kind: "checked-in", booking: viewOf({ ...booking, status: "checked-in" }, service, point), again: false };
  });
}

export type Stepped =
  | { kind: "stepped"; before: BookingStatus }
  | { kind: "no-such-booking" }
  | { kind: "not-possible"; status: BookingStatus }
  | NotAgain;

/** Serves, marks as no-show, or undoes, a booking of a point. A place that becomes free goes to whoever waits. */
export async function stepBooking(
  app: App,
  actor: Actor,
  pointId: string,
  id: string,
  to: Exclude<BookingStatus, "cancelled">,
  proof?: Proof,
): Promise<Stepped> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Stepped> => {
    const loaded = await load(trx, pointId, id);
    if (!loaded) return { kind: "no-such-booking" };
    if (loaded.booking.status === to) return { kind: "stepped", before: to };
    // Another day's visit is not the desk's to end: its rider may still come. What a server that was down over midnight finds is over.
    const otherDay = actor.kind !== "system" && loaded.booking.date !== dateIn(loaded.point.zone, now);
    if (loaded.booking.status === "cancelled" || otherDay)
      return { kind: "not-possible", status: loaded.booking.status };
    return step(app, trx, actor, loaded, to, now, {
      ...(proof && { proof }),
      ...(to === "checked-in" && { checkedInAt: now }),
      ...(to === "served" && { servedAt: now }),
    });
  });
}

type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

async function load(trx: Db, pointId: string, id: string) {
  const booking = await bookingForSystem(trx, id);
  const service = booking && (await findService(trx, booking.serviceId));
  const point = booking && (await findPoint(trx, booking.pointId));
  const slot = booking && (await findSlot(trx, booking.slotId));
  return booking && service && point && slot && booking.pointId === pointId
    ? { booking, service, point, slot }
    : undefined;
}

async function step(
  app: App,
  trx: Db,
  actor: Actor,
  { booking, slot }: Loaded,
  to: BookingStatus,
  now: Instant,
  more: Parameters<typeof setStatus>[4],
): Promise<Exclude<Stepped, { kind: "no-such-booking" }>> {
  if (!canBecome(booking.status, to)) return { kind: "not-possible", status: booking.status };
  const clash =
    !isActive(booking.status) && isActive(to)
      ? await standsInTheWay(trx, booking.deviceId, booking, booking.id)
      : undefined;
  if (clash) return { kind: "already-booked", code: clash.code, start: clash.start };
  if (!holdsPlace(booking.status) && holdsPlace(to) && (await takePlace(trx, slot)) !== "taken")
    return { kind: "place-gone" };
  invariant(await setStatus(trx, booking, to, now, more), "a booking changed under its own transaction");
  await note(app, trx, actor, booking, to, now);
  if (actor.kind === "staff") await signDoor(trx, booking.pointId, now);
  if (holdsPlace(booking.status) && !holdsPlace(to)) {
    await freePlaces(app, trx, booking.serviceId, [booking.date], now, (raise) => raise.givePlaceBack(trx, slot));
  }
  return { kind: "stepped", before: booking.status };
}

async function note(app: App, trx: Db, actor: Actor, booking: Booking, to: BookingStatus, now: Instant): Promise<void> {
  await record(trx, app.ids, now, {
    actor,
    verb: `booking.${to}`,
    subject: { kind: "booking", id: booking.id },
    pointId: booking.pointId,
    before: { status: booking.status },
    after: { status: to, slot: booking.slotId, starts_at: booking.start },
  });
}
