import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { takesWalkIns } from "#app/features/visiting/services/service.ts";
import { takeNumber } from "#app/features/visiting/slots/take-number.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { dateIn } from "#app/time/zone.ts";
import { isDoorCode } from "./door-code.server.ts";
import type { Ticket } from "./ticket.ts";
import { insertTicket, nextNumber, openTicketOf } from "./tickets.store.server.ts";

export type TicketTaken =
  | { kind: "taken"; ticket: Ticket }
  | { kind: "no-such-service" }
  /** The service gives numbers at the door only, and this is not its code. */
  | { kind: "door-code-needed" }
  | { kind: "quota-spent" };

/** Gives a walk-in the next number of a service's queue; a rider who stands in it already has the same one. */
export async function takeTicket(
  app: App,
  pointId: string,
  serviceId: string,
  who: { deviceId: string; doorCode: string | undefined } | { staff: Actor },
): Promise<TicketTaken> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<TicketTaken> => {
    const service = await findService(trx, serviceId);
    const point = service && (await findPoint(trx, service.pointId));
    if (!service || !point || point.id !== pointId || !takesWalkIns(service)) return { kind: "no-such-service" };
    const date = dateIn(point.zone, now);
    const day = { pointId, serviceId, date };
    const deviceId = "deviceId" in who ? who.deviceId : null;
    if (deviceId) {
      const standing = await openTicketOf(trx, deviceId, day);
      if (standing) return { kind: "taken", ticket: standing };
    }
    if ("deviceId" in who && !service.remoteNumbers && !isDoorCode(app, pointId, date, who.doorCode))
      return { kind: "door-code-needed" };
    if (!(await takeNumber(trx, service, date))) return { kind: "quota-spent" };
    const ticket: Ticket = {
      id: app.ids.id(),
      pointId,
      serviceId,
      date,
      number: await nextNumber(trx, day),
      deviceId,
      state: "waiting",
      station: "",
      createdAt: now,
      updatedAt: now,
      calledAt: null,
      calls: 0,
      holdUntil: null,
      holds: 0,
      awayMinutes: null,
    };
    const actor: Actor = "staff" in who ? who.staff : { kind: "rider", id: who.deviceId };
    await insertTicket(trx, ticket, "staff" in who ? who.staff.id : null);
    await record(trx, app.ids, now, {
      actor,
      verb: "ticket.taken",
      subject: { kind: "ticket", id: ticket.id },
      pointId,
      before: {},
      after: { state: "waiting", number: ticket.number, service: serviceId },
    });
    return { kind: "taken", ticket };
  });
}
