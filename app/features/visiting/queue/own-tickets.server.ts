import type { Db } from "#db/db.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import { stepInside } from "./hold-ticket.server.ts";
import { detachTickets, ticketsOf } from "./own-data.store.server.ts";
import { ticketForSystem } from "./tickets.store.server.ts";

/** A rider's numbers, for that rider. */
export const tellTickets = (app: Pick<App, "db">, rider: Rider) => ticketsOf(app.db, rider.deviceId);

/** Gives back the numbers that a rider waits with, and makes all of theirs nobody's, inside the caller's transaction. */
export async function forgetTickets(app: App, trx: Db, rider: Rider, now: Instant): Promise<void> {
  for (const { id, state } of await ticketsOf(trx, rider.deviceId)) {
    const ticket = state === "waiting" || state === "held" ? await ticketForSystem(trx, id) : undefined;
    if (ticket) await stepInside(app, trx, rider, ticket, "left", now);
  }
  await detachTickets(trx, rider.deviceId);
}
