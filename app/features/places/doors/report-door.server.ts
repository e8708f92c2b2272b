import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import { minutesBetween, plusMinutes } from "#app/time/instant.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { insertDoorReport, lastReportBy, reportsSince } from "./door-reports.store.server.ts";
import { REPORT_LIFE, REPORT_PAUSE, type DoorWord } from "./door-report.ts";
import { taskReason } from "./door-task.ts";
import { openTask } from "./door-tasks.store.server.ts";
import { pointOf } from "#app/features/places/points/points.store.server.ts";

export type DoorReported =
  { kind: "reported"; id: string } | { kind: "no-such-point" } | { kind: "too-soon"; retryAfterSeconds: number };

/** A rider's word on a door: one a device a point in ten minutes. Enough of the same give the manager a task. */
export async function reportDoor(app: App, rider: Rider, pointId: string, word: DoorWord): Promise<DoorReported> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    if (!(await pointOf(trx, pointId))) return { kind: "no-such-point" };
    const last = await lastReportBy(trx, pointId, rider.deviceId, plusMinutes(now, -REPORT_PAUSE));
    if (last)
      return { kind: "too-soon", retryAfterSeconds: Math.ceil((REPORT_PAUSE - minutesBetween(last, now)) * 60) };
    const id = app.ids.id();
    await insertDoorReport(trx, id, { pointId, deviceId: rider.deviceId, word, at: now });
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: rider.deviceId },
      verb: "door.reported",
      subject: { kind: "point", id: pointId },
      pointId,
      before: {},
      after: { state: word },
    });
    const reports = (await reportsSince(trx, [pointId], plusMinutes(now, -REPORT_LIFE))).get(pointId) ?? [];
    const reason = taskReason(word, reports);
    const taskId = app.ids.id();
    if (reason && (await openTask(trx, taskId, pointId, reason, now))) {
      await record(trx, app.ids, now, {
        actor: SYSTEM,
        verb: "door-task.opened",
        subject: { kind: "door-task", id: taskId },
        pointId,
        before: {},
        after: { reason },
      });
    }
    return { kind: "reported", id };
  });
}
