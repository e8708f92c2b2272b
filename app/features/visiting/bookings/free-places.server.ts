import type { Db } from "#db/db.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { isInsideWindow, type Slot } from "#app/features/visiting/slots/slot.ts";
import { takePlace } from "#app/features/visiting/slots/take-place.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { RAISING, type Raising } from "#app/features/visiting/slots/raise-places.server.ts";
import { standsInTheWay } from "./hold-place.server.ts";
import { lineEnds, offerDeadline } from "#app/features/visiting/waitlist/waiting.ts";
import { setWaitingStatus, waitingOn } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

/** A slot that has begun, whose places nobody claimed: whoever still waits for it may have one. */
const isLate = (slot: Slot, service: Service, now: Instant): boolean =>
  slot.start <= now && now < lineEnds(slot.start, service.rules.graceMinutes);

/**
 * The one way by which places of a service come free: `act` gets what may make them so, and what is free afterwards on
 * `dates` is offered to whoever waits, in the same transaction, before anybody else can have it.
 */
export async function freePlaces<T>(
  app: App,
  trx: Db,
  serviceId: string,
  dates: Iterable<CivilDate>,
  now: Instant,
  act: (raise: Raising) => Promise<T>,
): Promise<T> {
  const done = await act(RAISING);
  for (const date of new Set(dates)) await offerPlaces(app, trx, serviceId, date, now);
  return done;
}

/**
 * Offers every place that is free on a service's date to whoever waits for it, first come first. An
 * offer takes the place: nobody else can book it meanwhile.
 */
async function offerPlaces(app: App, trx: Db, serviceId: string, date: CivilDate, now: Instant): Promise<void> {
  const service = await findService(trx, serviceId);
  const point = service && (await findPoint(trx, service.pointId));
  if (!service || !point) return;
  const { slots } = await findSlots(trx, service, date, date);
  const bookable = new Map(
    slots
      .filter((slot) => isInsideWindow(slot, service.rules, point.zone, now) || isLate(slot, service, now))
      .map((slot) => [slot.id, slot]),
  );
  const spent = new Set<string>();
  for (const waiting of await waitingOn(trx, { pointId: point.id, serviceId, slotIds: [...bookable.keys()] })) {
    const slot = bookable.get(waiting.slotId)!;
    if (spent.has(slot.id) || (await standsInTheWay(trx, waiting.deviceId, slot))) continue;
    const taken = await takePlace(trx, slot);
    if (taken === "day-full") return;
    if (taken === "slot-full") {
      spent.add(slot.id);
      continue;
    }
    const offerUntil = offerDeadline(now, slot.start, service.rules.noticeMinutes, point.zone);
    await setWaitingStatus(trx, waiting, "offered", now, { offerUntil });
    await record(trx, app.ids, now, {
      actor: SYSTEM,
      verb: "waitlist.offered",
      subject: { kind: "waiting", id: waiting.id },
      pointId: point.id,
      before: { status: "waiting" },
      after: { status: "offered", slot: slot.id, until: offerUntil },
    });
  }
}
