import { tellBookings } from "#app/features/visiting/own-bookings/own-bookings.server.ts";
import { tellDoors } from "#app/features/places/doors/own-doors.server.ts";
import { tellStars } from "#app/features/places/stars/own-stars.server.ts";
import { tellDevice } from "#app/features/people/riders/own-rider.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { tellTickets } from "#app/features/visiting/queue/own-tickets.server.ts";
import { tellMessages } from "#app/features/telling/inbox/own-messages.server.ts";
import { readTrail } from "#app/features/ground/trail/read-trail.server.ts";
import type { App } from "#app/platform/app.ts";

const MOST_ENTRIES = 10_000;

/** Everything that the store holds about a rider, for that rider, as values for JSON. */
export async function tellMe(app: App, rider: Rider) {
  const trail = await readTrail(app.db, { actorId: rider.deviceId, staffOnly: false }, MOST_ENTRIES);
  return {
    exported_at: app.clock.now(), ...(await tellDevice(app, rider)), ...(await tellBookings(app, rider)), tickets: await tellTickets(app, rider),
    ...(await tellDoors(app, rider)), ...(await tellStars(app, rider)), ...(await tellMessages(app, rider)),
    trail: trail.map(({ at, verb, subject, before, after }) => ({ at, verb, subject, before, after })),
  };
}
