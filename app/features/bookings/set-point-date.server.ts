import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/network/find-point.server.ts";
import { writePointDay, type PointDay } from "#app/features/network/set-point-day.server.ts";
import { findServicesOf } from "#app/features/services/find-service.server.ts";
import { isBookable } from "#app/features/services/service.ts";
import { findSlots } from "#app/features/slots/find-slots.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import type { Actor } from "#app/features/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { civilOf } from "#app/time/zone.ts";
import { closeInside } from "./close-slots.server.ts";

export type PointDateSet = { kind: "set"; moved: number; cancelled: number } | { kind: "no-such-point" };

/**
 * Sets the hours of one date of a point in one act with what hangs on them: slots that the date no longer covers are
 * closed, and whoever booked them is moved or cancelled, and told when the minute of undoing is over.
 */
export async function setPointDate(app: App, actor: Actor, pointId: string, date: CivilDate, day: PointDay): Promise<PointDateSet> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<PointDateSet> => {
    const point = await findPoint(trx, pointId);
    if (!point) return { kind: "no-such-point" };
    await writePointDay(trx, pointId, date, day, null);
    await record(trx, app.ids, now, {
      actor, verb: "point.day-set", subject: { kind: "point", id: pointId }, pointId, before: {},
      after: { date, spans: day ? day.spans.map(({ from, to }) => `${from}-${to}`).join(",") : null },
    });
    const counts = { moved: 0, cancelled: 0 };
    for (const service of day ? (await findServicesOf(trx, pointId)).filter(isBookable) : []) {
      const slots = (await findSlots(trx, service, date, date)).slots.filter((slot) => !slot.closed && slot.end > now);
      const outside = slots.filter((slot) => {
        const [from, to] = [civilOf(slot.start, point.zone), civilOf(slot.end, point.zone)];
        return !day!.spans.some((span) => from.time >= span.from && (to.date === date ? to.time : "24:00") <= span.to);
      });
      if (outside.length === 0) continue;
      const closed = await closeInside(app, trx, actor, { pointId, serviceId: service.id, date, ...(day!.spans.length > 0 && { slotIds: outside.map(({ id }) => id) }) }, now);
      if (closed.kind !== "closed") continue;
      counts.moved += closed.moved;
      counts.cancelled += closed.cancelled;
    }
    return { kind: "set", ...counts };
  });
}
