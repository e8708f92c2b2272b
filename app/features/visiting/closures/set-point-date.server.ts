import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { DaySpan } from "#app/features/places/hours/opening.ts";
import { writePointDay, type PointDay } from "#app/features/places/hours/set-point-day.server.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable, type Service } from "#app/features/visiting/services/service.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { civilOf, type Zone } from "#app/time/zone.ts";
import { closeInside } from "./close-slots.server.ts";

export type PointDateSet = { kind: "set"; moved: number; cancelled: number } | { kind: "no-such-point" };

/**
 * Sets the hours of one date of a point in one act with what hangs on them: slots that the date no longer covers are
 * closed, and whoever booked them is moved or cancelled, and told when the minute of undoing is over.
 */
export async function setPointDate(
  app: App,
  actor: Actor,
  pointId: string,
  date: CivilDate,
  day: PointDay,
): Promise<PointDateSet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<PointDateSet> => {
    const point = await findPoint(trx, pointId);
    if (!point) return { kind: "no-such-point" };
    await writePointDay(trx, pointId, date, day, null);
    await record(trx, app.ids, now, {
      actor,
      verb: "point.day-set",
      subject: { kind: "point", id: pointId },
      pointId,
      before: {},
      after: { date, spans: day ? day.spans.map(({ from, to }) => `${from}-${to}`).join(",") : null },
    });
    const counts = day
      ? await closeUncovered(
          app,
          trx,
          actor,
          point,
          (await findServicesOf(trx, pointId)).filter(isBookable),
          date,
          day.spans,
          now,
        )
      : { moved: 0, cancelled: 0 };
    return { kind: "set", ...counts };
  });
}

/** Closes what the hours of a date no longer cover of some services of a point, inside the caller's transaction, and moves whoever booked it. */
export async function closeUncovered(
  app: App,
  trx: Db,
  actor: Actor,
  point: { id: string; zone: Zone },
  services: Service[],
  date: CivilDate,
  spans: DaySpan[],
  now: Instant,
): Promise<{ moved: number; cancelled: number }> {
  const counts = { moved: 0, cancelled: 0 };
  for (const service of services) {
    const slots = (await findSlots(trx, service, date, date)).slots.filter((slot) => !slot.closed && slot.end > now);
    const outside = slots.filter((slot) => {
      const [from, to] = [civilOf(slot.start, point.zone), civilOf(slot.end, point.zone)];
      return !spans.some((span) => from.time >= span.from && (to.date === date ? to.time : "24:00") <= span.to);
    });
    // A date that is shut is shut also for slots that are not made yet.
    if (outside.length === 0 && spans.length > 0) continue;
    const closed = await closeInside(
      app,
      trx,
      actor,
      {
        pointId: point.id,
        serviceId: service.id,
        date,
        ...(spans.length > 0 && { slotIds: outside.map(({ id }) => id) }),
      },
      now,
    );
    if (closed.kind !== "closed") continue;
    counts.moved += closed.moved;
    counts.cancelled += closed.cancelled;
  }
  return counts;
}
