import { inTransaction } from "#db/transaction.server.ts";
import type { Rider, RiderKind } from "#app/features/people/riders/rider.ts";
import { findSlots, keepSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import { remainingOf } from "#app/features/visiting/slots/slot.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { checkRequest, type Refusal } from "./book-slot.server.ts";
import { MOST_LINES, type Waiting } from "#app/features/visiting/waitlist/waiting.ts";
import { countWaiting, insertWaiting, openWaitingsOf } from "#app/features/visiting/waitlist/waitlist.store.server.ts";

export interface WaitRequest {
  slotId: string;
  /** Untold: whoever the service is for. */
  riderKind?: RiderKind | undefined;
  topicId?: string | undefined;
}

export type Joined =
  | { kind: "joined"; waiting: Waiting; ahead: number }
  /** A place is free: it can be booked at once. */
  | { kind: "has-places" }
  | { kind: "too-many-lines" }
  | Refusal;

/** Puts a rider into the line for a full slot; standing in it already answers the same place. */
export async function joinWaitlist(app: App, rider: Rider, request: WaitRequest): Promise<Joined> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Joined> => {
    const lines = await openWaitingsOf(trx, rider.deviceId);
    const standing = lines.find((waiting) => waiting.slotId === request.slotId);
    if (standing) return { kind: "joined", waiting: standing, ahead: await countWaiting(trx, standing, standing) };
    const checked = await checkRequest(trx, rider, request, now);
    if ("kind" in checked) return checked;
    const { slot, service } = checked;
    const { days } = await findSlots(trx, service, slot.date, slot.date);
    if (remainingOf(slot, days.get(slot.date)) > 0) return { kind: "has-places" };
    if (lines.length >= MOST_LINES) return { kind: "too-many-lines" };
    const waiting: Waiting = {
      id: app.ids.id(),
      pointId: slot.pointId,
      serviceId: service.id,
      slotId: slot.id,
      deviceId: rider.deviceId,
      status: "waiting",
      riderKind: request.riderKind ?? service.forKinds[0] ?? "other",
      topicId: request.topicId ?? null,
      start: slot.start,
      offerUntil: null,
      bookingId: null,
      createdAt: now,
    };
    const ahead = await countWaiting(trx, { pointId: slot.pointId, slotId: slot.id });
    await keepSlot(trx, slot);
    await insertWaiting(trx, waiting);
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: rider.deviceId },
      verb: "waitlist.joined",
      subject: { kind: "waiting", id: waiting.id },
      pointId: slot.pointId,
      before: {},
      after: { status: "waiting", slot: slot.id },
    });
    return { kind: "joined", waiting, ahead };
  });
}
