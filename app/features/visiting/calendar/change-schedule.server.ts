import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import {
  readSchedule,
  writeScheduleDay,
  writeSchedules,
} from "#app/features/visiting/services/read-schedule.server.ts";
import type { DatedSchedule, Schedule } from "#app/features/visiting/services/schedule.ts";
import { cutSlots, type SlotCut } from "#app/features/visiting/slots/cut-slots.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { previewSchedule, type SchedulePreview } from "#app/features/visiting/slots/schedule-preview.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { dateIn } from "#app/time/zone.ts";
import { freePlaces } from "#app/features/visiting/bookings/free-places.server.ts";

/** A change of when a service runs: its weekly rules, or one date of it (null: as the week says). */
export type ScheduleChange =
  { schedules: Schedule[] } | { date: CivilDate; day: { spans: DatedSchedule[]; reason: string } | null };

export type ScheduleChanged = { kind: "changed"; preview: SchedulePreview } | { kind: "no-such-service" };
type Weighed =
  { kind: "changed"; preview: SchedulePreview; before: SlotCut[]; dates: CivilDate[] } | { kind: "no-such-service" };

/** What a change would do to the slots, without doing it. */
export async function previewChange(
  app: App,
  pointId: string,
  serviceId: string,
  change: ScheduleChange,
): Promise<ScheduleChanged> {
  const weighed = await weigh(app, app.db, pointId, serviceId, change);
  return weighed.kind === "changed" ? { kind: "changed", preview: weighed.preview } : weighed;
}

/** Changes when a service runs and remakes its slots; those in use keep their time and at least the places that are taken. */
export async function changeSchedule(
  app: App,
  actor: Actor,
  pointId: string,
  serviceId: string,
  change: ScheduleChange,
): Promise<ScheduleChanged> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<ScheduleChanged> => {
    const weighed = await weigh(app, trx, pointId, serviceId, change);
    const service = await findService(trx, serviceId);
    const point = await findPoint(trx, pointId);
    if (weighed.kind !== "changed" || !service || !point) return { kind: "no-such-service" };
    if ("schedules" in change) await writeSchedules(trx, service, change.schedules);
    else await writeScheduleDay(trx, service, change.date, change.day);
    await freePlaces(app, trx, service.id, weighed.dates, now, (raise) =>
      raise.remakeSlots(app, trx, service, point.zone, now, weighed.before),
    );
    await record(trx, app.ids, now, {
      actor,
      verb: "schedule.changed",
      subject: { kind: "service", id: serviceId },
      pointId,
      before: {},
      after: {
        date: "date" in change ? change.date : null,
        added: weighed.preview.added,
        removed: weighed.preview.removed,
      },
    });
    return { kind: "changed", preview: weighed.preview };
  });
}

async function weigh(app: App, db: Db, pointId: string, serviceId: string, change: ScheduleChange): Promise<Weighed> {
  const service = await findService(db, serviceId);
  const point = service && (await findPoint(db, service.pointId));
  if (!service || !point || point.id !== pointId) return { kind: "no-such-service" };
  const first = dateIn(point.zone, app.clock.now());
  const last = plusDays(first, service.rules.horizonDays);
  const { schedules, dates } = await readSchedule(db, service);
  const withDate = new Map(dates);
  if ("date" in change) {
    if (change.day) withDate.set(change.date, change.day.spans);
    else withDate.delete(change.date);
  }
  const before = cutSlots(schedules, dates, point.zone, app.calendar, first, last);
  const cuts = cutSlots(
    "schedules" in change ? change.schedules : schedules,
    withDate,
    point.zone,
    app.calendar,
    first,
    last,
  );
  const { slots } = await findSlots(db, service, first, last);
  return {
    kind: "changed",
    preview: previewSchedule(slots, cuts, before),
    before,
    dates: [...new Set(slots.map(({ date }) => date))],
  };
}
