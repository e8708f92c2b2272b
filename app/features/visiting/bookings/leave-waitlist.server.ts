import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findSlot } from "#app/features/visiting/slots/find-slots.server.ts";
import type { Raising } from "#app/features/visiting/slots/raise-places.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM, type Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { freePlaces } from "./free-places.server.ts";
import { lineEnds, type Waiting, type WaitingStatus } from "#app/features/visiting/waitlist/waiting.ts";
import {
  offersOver,
  setWaitingStatus,
  waitingForSystem,
  waitingOf,
  waitingTooLong,
} from "#app/features/visiting/waitlist/waitlist.store.server.ts";

/** Takes a rider out of a line, or turns an offer down; again changes nothing. */
export async function leaveWaitlist(
  app: App,
  rider: Rider,
  id: string,
): Promise<{ kind: "left" } | { kind: "no-such-place" }> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const waiting = await waitingOf(trx, rider.deviceId, id);
    if (!waiting) return { kind: "no-such-place" as const };
    await end(app, trx, waiting, "left", { kind: "rider", id: rider.deviceId }, now);
    return { kind: "left" as const };
  });
}

const BATCH = 100;

/** Passes every offer whose deadline has come to the next in line, and ends lines whose visit began. Answers how many it did. */
export async function passOffers(app: App): Promise<number> {
  const now = app.clock.now();
  const over = await offersOver(app.db, now, BATCH);
  const late = (await waitingTooLong(app.db, now, BATCH))
    .filter(({ waiting, graceMinutes }) => lineEnds(waiting.start, graceMinutes) <= now)
    .map(({ waiting }) => waiting);
  for (const { id } of [...over, ...late]) {
    await inTransaction(app.db, async (trx) => {
      const waiting = await waitingForSystem(trx, id);
      if (!waiting) return;
      if (waiting.status === "offered" && waiting.offerUntil && waiting.offerUntil > now) return;
      await end(app, trx, waiting, waiting.status === "offered" ? "passed" : "expired", SYSTEM, now);
    });
  }
  return over.length + late.length;
}

/** Ends one place in a line inside the caller's transaction; an offered place goes back, and on to the next, unless the caller does that with all it frees (`raise`). */
export async function endWaiting(
  app: App,
  trx: Db,
  waiting: Waiting,
  to: Exclude<WaitingStatus, "waiting" | "offered">,
  actor: Actor,
  now: Instant,
  raise?: Raising,
): Promise<void> {
  await end(app, trx, waiting, to, actor, now, raise);
}

async function end(
  app: App,
  trx: Db,
  waiting: Waiting,
  to: Exclude<WaitingStatus, "waiting" | "offered">,
  actor: Actor,
  now: Instant,
  raise?: Raising,
): Promise<void> {
  if (waiting.status !== "waiting" && waiting.status !== "offered") return;
  if (!(await setWaitingStatus(trx, waiting, to, now))) return;
  await record(trx, app.ids, now, {
    actor,
    verb: `waitlist.${to}`,
    subject: { kind: "waiting", id: waiting.id },
    pointId: waiting.pointId,
    before: { status: waiting.status },
    after: { status: to },
  });
  const slot = waiting.status === "offered" ? await findSlot(trx, waiting.slotId) : undefined;
  if (!slot) return;
  if (raise) await raise.givePlaceBack(trx, slot);
  else await freePlaces(app, trx, slot.serviceId, [slot.date], now, (mine) => mine.givePlaceBack(trx, slot));
}
