import { listDeskBookings, type DeskBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import { findSupplies } from "#app/features/places/supplies/set-supply.server.ts";
import type { Supply } from "#app/features/places/supplies/supply.ts";
import { listQueues, type ShownQueue } from "#app/features/visiting/queue/show-ticket.server.ts";
import { ticketLabel, type Ticket } from "#app/features/visiting/queue/ticket.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable, takesWalkIns, type Service } from "#app/features/visiting/services/service.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { findVisits } from "#app/features/visiting/visits/count-visit.server.ts";
import type { VisitCounts } from "#app/features/visiting/visits/visit.ts";
import type { App } from "#app/platform/app.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { dateIn } from "#app/time/zone.ts";

/** One service's day in numbers. */
export interface ServiceToday {
  service: Service;
  quota: number | null;
  /** Numbers given out, booked and walked in. */
  taken: number;
  left: number | null;
  closed: boolean;
  walkIn: boolean;
  bookable: boolean;
}

export interface Today {
  date: CivilDate;
  now: Instant;
  services: ServiceToday[];
  bookings: DeskBooking[];
  queues: ShownQueue[];
  visits: VisitCounts;
  supplies: Supply[];
  counts: { booked: number; arrived: number; served: number; noShow: number; waiting: number };
}

/** All that a desk shows of a point's day on one screen. */
export async function showToday(app: App, point: Point): Promise<Today> {
  const now = app.clock.now();
  const date = dateIn(point.zone, now);
  const services = await findServicesOf(app.db, point.id);
  const bookings = await listDeskBookings(app, point.id, date);
  const queues = (await listQueues(app.db, point.id, date, services)).filter(({ serviceId }) =>
    services.some((service) => service.id === serviceId && takesWalkIns(service)),
  );
  const days: ServiceToday[] = [];
  for (const service of services) {
    const day = (await findSlots(app.db, service, date, date)).days.get(date);
    const quota = day ? day.quota : service.rules.quota;
    days.push({
      service,
      quota,
      taken: day?.booked ?? 0,
      left: quota === null ? null : Math.max(0, quota - (day?.booked ?? 0)),
      closed: day?.closed ?? false,
      walkIn: takesWalkIns(service),
      bookable: isBookable(service),
    });
  }
  const having = (...statuses: DeskBooking["status"][]) =>
    bookings.filter(({ status }) => statuses.includes(status)).length;
  return {
    date,
    now,
    services: days,
    bookings,
    queues,
    visits: await findVisits(app.db, point.id, date),
    supplies: await findSupplies(app.db, point.id),
    counts: {
      booked: having("booked", "checked-in", "served"),
      arrived: having("checked-in", "served"),
      served: having("served"),
      noShow: having("no-show"),
      waiting: queues.reduce((sum, queue) => sum + queue.waiting.length, 0),
    },
  };
}

/** What a wall shows: numbers and windows, never a name. */
export interface Wall {
  now: Instant;
  called: { label: string; station: string; at: Instant; calls: number }[];
  next: string[];
  waiting: number;
}

const CALLED_SHOWN = 6;
const NEXT_SHOWN = 5;
/** Minutes after which a called number makes room on the wall. */
const WALL_LIFE = 30;

/** The numbers of a point's queues today. */
export async function showWall(app: App, point: Point): Promise<Wall> {
  const now = app.clock.now();
  const services = await findServicesOf(app.db, point.id);
  const queues = await listQueues(app.db, point.id, dateIn(point.zone, now), services);
  const labelled = (pick: (queue: ShownQueue) => Ticket[]) =>
    queues.flatMap((queue) =>
      pick(queue).map((ticket) => ({ ticket, label: ticketLabel(queue.letter, ticket.number) })),
    );
  const called = labelled(({ called: some }) => some)
    .filter(({ ticket }) => ticket.calledAt && minutesBetween(ticket.calledAt, now) < WALL_LIFE)
    .sort((a, b) => (a.ticket.calledAt! < b.ticket.calledAt! ? 1 : -1));
  const waiting = labelled(({ waiting: some }) => some.filter(({ state }) => state === "waiting")).sort((a, b) =>
    a.ticket.createdAt < b.ticket.createdAt ? -1 : 1,
  );
  return {
    now,
    called: called
      .slice(0, CALLED_SHOWN)
      .map(({ ticket, label }) => ({ label, station: ticket.station, at: ticket.calledAt!, calls: ticket.calls })),
    next: waiting.slice(0, NEXT_SHOWN).map(({ label }) => label),
    waiting: waiting.length,
  };
}
