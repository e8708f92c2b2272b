import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import type { Rider } from "#app/features/people/rider.ts";
import type { App } from "#app/platform/app.ts";
import { minutesBetween, plusMinutes } from "#app/time/instant.ts";
import { insertDoorReport, lastReportBy } from "./door-reports.store.server.ts";
import { REPORT_PAUSE, type DoorWord } from "./door-report.ts";
import { pointOf } from "./points.store.server.ts";

export type DoorReported =
  | { kind: "reported"; id: string }
  | { kind: "no-such-point" }
  | { kind: "too-soon"; retryAfterSeconds: number };

/** A rider's word on a door: one a device a point in ten minutes. */
export async function reportDoor(app: App, rider: Rider, pointId: string, word: DoorWord): Promise<DoorReported> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    if (!(await pointOf(trx, pointId))) return { kind: "no-such-point" };
    const last = await lastReportBy(trx, pointId, rider.deviceId, plusMinutes(now, -REPORT_PAUSE));
    if (last) return { kind: "too-soon", retryAfterSeconds: Math.ceil((REPORT_PAUSE - minutesBetween(last, now)) * 60) };
    const id = app.ids.id();
    await insertDoorReport(trx, id, { pointId, deviceId: rider.deviceId, word, at: now });
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: rider.deviceId }, verb: "door.reported", subject: { kind: "point", id: pointId },
      pointId, before: {}, after: { state: word },
    });
    return { kind: "reported", id };
  });
}
