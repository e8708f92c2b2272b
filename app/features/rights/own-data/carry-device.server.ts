import { inTransaction } from "#db/transaction.server.ts";
import { beginSessionOn } from "#app/features/people/sessions/begin-session.server.ts";
import { takeWay } from "#app/features/people/carry/carry.server.ts";
import { endSessionsOn } from "#app/features/people/sessions/end-sessions.server.ts";
import { isVerified } from "#app/features/people/riders/verified-phone.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { joinDevices } from "./join-devices.server.ts";

export type Carried = { kind: "carried"; token: string | null } | { kind: "over" } | { kind: "verify-instead" };

/**
 * Moves the bookings of another browser into this one, by a way that is used up. Where they came from nobody is signed in any more:
 * whoever made the way, a stranger too, never sees what this browser has or will have. A browser that showed a phone is opened
 * by that phone's code and by no link. `token` is the new session's; null where the browser keeps its own.
 */
export async function carryDevice(app: App, here: Rider | undefined, token: string, label: string): Promise<Carried> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Carried> => {
    const way = await takeWay(trx, token, now);
    if (!way) return { kind: "over" };
    if (await isVerified(trx, way)) return { kind: "verify-instead" };
    if (here?.deviceId === way.deviceId) return { kind: "carried", token: null };
    await endSessionsOn(trx, way.deviceId, now);
    if (here) await joinDevices(app, trx, way.deviceId, here.deviceId, now);
    const deviceId = here?.deviceId ?? way.deviceId;
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: deviceId },
      verb: "device.joined",
      subject: { kind: "device", id: deviceId },
      pointId: null,
      before: here ? { device: way.deviceId } : {},
      after: {},
    });
    return { kind: "carried", token: here ? null : await beginSessionOn(app, trx, way.deviceId, label, now) };
  });
}
