import { inTransaction } from "#db/transaction.server.ts";
import { takeWay } from "#app/features/people/carry.server.ts";
import { rotateSession } from "#app/features/people/join-account.server.ts";
import { isVerified } from "#app/features/people/verified-phone.server.ts";
import type { Rider } from "#app/features/people/rider.ts";
import { beginSessionOn, endOneSession } from "#app/features/people/begin-session.server.ts";
import { keepSubscription } from "#app/features/reminders/join-devices.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { joinDevices } from "./join-devices.server.ts";

export type Carried = { kind: "carried"; token: string } | { kind: "over" } | { kind: "two-accounts" };

/**
 * Brings the bookings of another browser into this one, by a way that is used up. Both are one device from then on, and stay signed in:
 * the one that showed a phone takes the other in. Two that showed different phones stay two people.
 */
export async function carryDevice(app: App, here: Rider | undefined, token: string, label: string): Promise<Carried> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Carried> => {
    const way = await takeWay(trx, token, now);
    if (!way) return { kind: "over" };
    if (!here) return { kind: "carried", token: await beginSessionOn(app, trx, way.deviceId, label, now) };
    const [mine, theirs] = [await isVerified(trx, here), await isVerified(trx, way)];
    if (here.deviceId !== way.deviceId && mine && theirs) return { kind: "two-accounts" };
    // Whichever showed a phone is the account; else the browser that the rider goes on with joins the one that booked.
    const [from, to] = mine ? [way.deviceId, here.deviceId] : [here.deviceId, way.deviceId];
    if (from !== to) await joinDevices(app, trx, from, to, now);
    const rotated = await rotateSession(app, trx, mine ? { deviceId: way.deviceId } : here, { deviceId: to }, label, now);
    if (mine && here.session) await endOneSession(trx, here, now);
    await keepSubscription(trx, to, here.session, rotated.session);
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: to }, verb: "device.joined", subject: { kind: "device", id: to }, pointId: null, before: from === to ? {} : { device: from }, after: {},
    });
    return { kind: "carried", token: rotated.token };
  });
}
