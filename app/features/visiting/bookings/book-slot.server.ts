import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import { giveConsent } from "#app/features/people/riders/give-consent.server.ts";
import { phoneTail } from "#app/features/people/riders/phone.ts";
import { isVerified } from "#app/features/people/riders/verified-phone.server.ts";
import { NOTICE_VERSION, type Rider, type RiderKind } from "#app/features/people/riders/rider.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable, isFor, type Service } from "#app/features/visiting/services/service.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import { isInsideWindow, type Slot } from "#app/features/visiting/slots/slot.ts";
import { takePlace } from "#app/features/visiting/slots/take-place.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { invariant } from "#app/platform/invariant.ts";
import { blindIndex } from "#app/platform/sealing.server.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { ERASE_AFTER_DAYS, viewOf, type Booking, type BookingView } from "./booking.ts";
import { insertBooking, type SealedWords } from "./bookings.store.server.ts";
import { standsInTheWay } from "./hold-place.server.ts";
import { keepAnswer, keptAnswerOf } from "./kept-answers.store.server.ts";
import { countWaiting } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

export interface BookingRequest {
  slotId: string;
  riderKind: RiderKind;
  topicId?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  note?: string | undefined;
}

/** Why a slot cannot be taken by a rider, whatever is left of it. */
export type Refusal =
  | { kind: "no-such-slot" }
  | { kind: "no-such-topic" }
  | { kind: "not-for-you"; service: Service; point: Point }
  | { kind: "phone-needed" }
  | { kind: "outside-window" }
  | { kind: "slot-closed" }
  | { kind: "already-booked"; bookingId: string; slotId: string };

export type Booked =
  | { kind: "booked"; booking: BookingView; replayed: boolean }
  | { kind: "key-reused" }
  | { kind: "slot-full" | "day-full"; slot: Slot; waiting: number }
  | Refusal;

/** Takes a place of a slot for a rider. The same key with the same request answers what it answered first. */
export async function bookSlot(
  app: App,
  rider: Rider,
  idempotencyKey: string,
  request: BookingRequest,
): Promise<Booked> {
  const outcome = await book(app, rider, idempotencyKey, request);
  app.metrics.count("bookings", { outcome: outcome.kind === "booked" && outcome.replayed ? "replayed" : outcome.kind });
  return outcome;
}

async function book(app: App, rider: Rider, idempotencyKey: string, request: BookingRequest): Promise<Booked> {
  const now = app.clock.now();
  const requestHash = hashOf(
    JSON.stringify([
      request.slotId,
      request.riderKind,
      request.topicId ?? null,
      request.name ?? null,
      request.phone ?? null,
      request.note ?? null,
    ]),
  );
  return inTransaction(app.db, async (trx): Promise<Booked> => {
    const kept = await keptAnswerOf(trx, rider.deviceId, idempotencyKey);
    if (kept)
      return kept.requestHash === requestHash
        ? { kind: "booked", booking: kept.booking, replayed: true }
        : { kind: "key-reused" };
    const checked = await checkRequest(trx, rider, request, now);
    if ("kind" in checked) return checked;
    const taken = await takePlace(trx, checked.slot);
    if (taken !== "taken") {
      return {
        kind: taken,
        slot: checked.slot,
        waiting: await countWaiting(trx, { pointId: checked.slot.pointId, slotId: checked.slot.id }),
      };
    }
    const booking = await writeBooking(app, trx, rider, checked, request, now);
    await keepAnswer(trx, rider.deviceId, idempotencyKey, { requestHash, booking }, now);
    return { kind: "booked", booking, replayed: false };
  });
}

/** A request that fits its slot, with what it was checked against. */
export interface CheckedRequest {
  slot: Slot;
  service: Service;
  point: Point;
}

/** Checks all but whether a place is left; runs inside the transaction that takes it. */
export async function checkRequest(
  trx: Db,
  rider: Rider,
  request: Omit<BookingRequest, "riderKind"> & { riderKind?: RiderKind | undefined },
  now: Instant,
): Promise<CheckedRequest | Refusal> {
  const slot = await findSlot(trx, request.slotId);
  const service = slot && (await findService(trx, slot.serviceId));
  const point = service && (await findPoint(trx, service.pointId));
  if (!slot || !service || !point || !isBookable(service)) return { kind: "no-such-slot" };
  if (request.topicId && !service.topics.some((topic) => topic.id === request.topicId))
    return { kind: "no-such-topic" };
  if (request.riderKind && !isFor(service, request.riderKind)) return { kind: "not-for-you", service, point };
  if (service.phoneNeeded && !(await isVerified(trx, rider))) return { kind: "phone-needed" };
  if (!isInsideWindow(slot, service.rules, point.zone, now)) return { kind: "outside-window" };
  if (slot.closed) return { kind: "slot-closed" };
  const clash = await standsInTheWay(trx, rider.deviceId, slot);
  return clash ? { kind: "already-booked", bookingId: clash.id, slotId: clash.slotId } : { slot, service, point };
}

/** Writes the booking of a place that is already taken. */
export async function writeBooking(
  app: App,
  trx: Db,
  rider: Rider,
  { slot, service, point }: CheckedRequest,
  request: BookingRequest,
  now: Instant,
  staff?: Actor,
): Promise<BookingView> {
  const booking: Booking = {
    id: app.ids.id(),
    pointId: point.id,
    serviceId: service.id,
    slotId: slot.id,
    deviceId: rider.deviceId,
    code: app.ids.code(),
    status: "booked",
    riderKind: request.riderKind,
    topicId: request.topicId ?? null,
    date: slot.date,
    start: slot.start,
    end: slot.end,
    sequence: 0,
    hasPhone: !!request.phone,
    proof: null,
    madeBy: staff?.id ?? null,
    checkedInAt: null,
    servedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  await insertBooking(trx, booking, await sealWords(app, trx, booking, request, now));
  await record(trx, app.ids, now, {
    actor: staff ?? { kind: "rider", id: rider.deviceId },
    verb: "booking.booked",
    subject: { kind: "booking", id: booking.id },
    pointId: point.id,
    before: {},
    after: { status: "booked", slot: slot.id, starts_at: slot.start },
  });
  return viewOf(booking, service, point);
}

/** The blind index of a phone's last digits at one point: elsewhere the same digits are another text. */
export const tailIndexOf = (app: Pick<App, "keys">, pointId: string, tail: string): string =>
  blindIndex(`tail:${pointId}:${tail}`, app.keys.index);

async function sealWords(
  app: App,
  trx: Db,
  booking: Booking,
  { name, phone, note }: BookingRequest,
  now: Instant,
): Promise<SealedWords> {
  const eraseAt = plusMinutes(booking.end, ERASE_AFTER_DAYS * 1440);
  // What somebody came for says as much as what they wrote: it is erased with it.
  if (!name && !phone && !note)
    return {
      name: null,
      phone: null,
      phoneIndex: null,
      phoneTail: null,
      note: null,
      eraseAt: booking.topicId ? eraseAt : null,
      consentVersion: null,
    };
  const seal = await sealOf(app, trx, booking.deviceId);
  invariant(seal, "a rider without a key wrote words");
  await giveConsent(app, trx, booking.deviceId, "booking-words", now);
  const sealed = (text: string | undefined, column: string) =>
    text ? seal.seal(text, `${booking.id}:${column}`) : null;
  return {
    name: sealed(name, "name"),
    phone: sealed(phone, "phone"),
    note: sealed(note, "note"),
    phoneIndex: phone ? blindIndex(phone, app.keys.index) : null,
    phoneTail: phone ? tailIndexOf(app, booking.pointId, phoneTail(phone)) : null,
    eraseAt,
    consentVersion: NOTICE_VERSION,
  };
}
