import { Router } from "express";
import { checkIn } from "#app/features/visiting/check-in/check-in-booking.server.ts";
import { closeSlots } from "#app/features/visiting/closures/close-slots.server.ts";
import { listDeskBookings } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { checkInBody, dayBody } from "#app/features/visiting/check-in/check-in-form.ts";
import { followPoint } from "#app/features/watching/desk/follow-point.server.ts";
import { showToday } from "#app/features/watching/desk/show-today.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { can } from "#app/features/people/staff/can.ts";
import { doorCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { ticketLabel } from "#app/features/visiting/queue/ticket.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { setServiceDay } from "#app/features/visiting/calendar/set-slot.server.ts";
import { countVisit, undoVisit } from "#app/features/visiting/visits/count-visit.server.ts";
import { visitBody } from "#app/features/visiting/visits/visit-form.ts";
import type { App } from "#app/platform/app.ts";
import { parseCivilDate, plusDays } from "#app/time/civil.ts";
import { dateIn } from "#app/time/zone.ts";
import { handle } from "#app/api/wire/handle.ts";
import { problem, unprocessable } from "#app/api/wire/problem.ts";
import { id } from "./schemas.ts";
import { holdStream, mayOpenStream } from "#app/api/wire/streams.ts";
import { actorOf, askerOf, handleAtPoint, handleAtService } from "./staff-access.ts";

/** Seconds between signs of life on a stream: what stands between lets a silent one die. */
const HEARTBEAT = 20;
/** Days ahead that another system may set. */
const DAYS_AHEAD = 180;

export function deskApi(app: App): Router {
  const router = Router();

  router.post(
    "/check-ins",
    handle(async (req, res) => {
      const asker = await askerOf(app, req);
      const points =
        asker?.kind === "staff" ? [...new Set(asker.staff.roles.flatMap(({ pointId }) => pointId ?? []))] : [];
      const allowed =
        asker?.kind === "staff"
          ? points.filter((pointId) => can(asker, "booking.check-in", { cityId: "", pointId }))
          : [];
      if (asker?.kind !== "staff" || allowed.length === 0) return problem(req, res, 404, "not-found");
      res.set("cache-control", "no-store");
      const body = checkInBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const outcome = await checkIn(
        app,
        actorOf(asker),
        allowed,
        body.data.code,
        body.data.proof ?? null,
        body.data.at,
      );
      switch (outcome.kind) {
        case "checked-in":
          return void res.json(outcome.booking);
        case "no-such-booking":
          return problem(req, res, 404, "no-such-code");
        case "wrong-day":
          return problem(req, res, 409, "wrong-day", { date: outcome.date });
        case "not-possible":
          return problem(req, res, 409, "not-possible", { booking_status: outcome.status });
        case "place-gone":
          return problem(req, res, 409, "place-gone");
        case "already-booked":
          return problem(req, res, 409, "booked-again", { code: formatCode(outcome.code) });
      }
    }),
  );

  router.get(
    "/points/:id/today",
    handleAtPoint(app, "desk.see", async (_req, res, { point }) => {
      const today = await showToday(app, point);
      res.json({
        date: today.date,
        door_code: doorCodeOf(app, point.id, today.date),
        counts: today.counts,
        visits: today.visits,
        services: today.services.map(({ service, quota, taken, left, closed }) => ({
          id: service.id,
          name: service.name,
          quota,
          taken,
          left,
          closed,
        })),
        bookings: today.bookings.map((one) => ({
          id: one.id,
          code: one.code,
          status: one.status,
          service_id: one.serviceId,
          start: one.start,
          end: one.end,
          rider_kind: one.riderKind,
          name: one.name,
          proof: one.proof,
          checked_in_at: one.checkedInAt,
        })),
        tickets: today.queues.flatMap((queue) =>
          [...queue.called, ...queue.waiting, ...queue.skipped].map((ticket) => ({
            id: ticket.id,
            number: ticket.number,
            label: ticketLabel(queue.letter, ticket.number),
            service_id: ticket.serviceId,
            state: ticket.state,
            window: ticket.station || null,
            created_at: ticket.createdAt,
          })),
        ),
      });
    }),
  );

  router.post(
    "/points/:id/visits",
    handleAtPoint(app, "visit.count", async (req, res, { actor, point }) => {
      const body = visitBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      await countVisit(app, actor, point.id, body.data);
      res.status(201).json({ id: body.data.id });
    }),
  );
  router.delete(
    "/points/:id/visits/:visit",
    handleAtPoint(app, "visit.count", async (req, res, { actor, point }) => {
      const outcome = id.safeParse(req.params.visit).success
        ? await undoVisit(app, actor, point.id, req.params.visit!)
        : "no-such-visit";
      if (outcome === "no-such-visit") return problem(req, res, 404, "not-found");
      res.status(204).end();
    }),
  );

  router.put(
    "/services/:id/days/:date",
    handleAtService(app, "hospital.day", async (req, res, { actor, point, service }) => {
      const body = dayBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const date = parseCivilDate(req.params.date ?? "");
      const today = dateIn(point.zone, app.clock.now());
      if (!date || date < today || date > plusDays(today, DAYS_AHEAD))
        return problem(req, res, 422, "bad-request", {
          errors: [{ path: "date", problem: date ? "out-of-range" : "not-a-date" }],
        });
      const known = (await findSlots(app.db, service, date, date)).days.get(date);
      const quota = body.data.quota === undefined ? (known ? known.quota : service.rules.quota) : body.data.quota;
      const set = await setServiceDay(app, actor, service, date, quota, body.data.closed !== false);
      if (set.kind === "no-such-service") return problem(req, res, 404, "not-found");
      if (set.kind === "quota-spent") return problem(req, res, 409, "quota-spent", { taken: set.booked });
      const moved =
        body.data.closed && !set.day.closed
          ? await closeSlots(app, actor, { pointId: point.id, serviceId: service.id, date })
          : undefined;
      const day = (await findSlots(app.db, service, date, date)).days.get(date)!;
      res.json({
        date,
        quota: day.quota,
        closed: day.closed,
        taken: day.booked,
        left: day.closed ? 0 : day.quota === null ? null : day.quota - day.booked,
        ...(moved?.kind === "closed" && { moved: moved.moved, cancelled: moved.cancelled }),
      });
    }),
  );

  router.get(
    "/services/:id/bookings",
    handleAtService(app, "hospital.list", async (req, res, { point, service }) => {
      const date = parseCivilDate(String(req.query.date ?? dateIn(point.zone, app.clock.now())));
      if (!date) return problem(req, res, 422, "bad-request", { errors: [{ path: "date", problem: "not-a-date" }] });
      const found = await listDeskBookings(app, point.id, date, { serviceId: service.id });
      res.json({
        date,
        bookings: found.map((one) => ({
          id: one.id,
          code: one.code,
          status: one.status,
          start: one.start,
          end: one.end,
          rider_kind: one.riderKind,
          name: one.name,
          topic_id: one.topicId,
          proof: one.proof,
          checked_in_at: one.checkedInAt,
        })),
      });
    }),
  );

  // A stream of server-sent events: each says only that something changed, and the page asks again by its own right.
  router.get(
    "/points/:id/events",
    handle(async (req, res) => {
      const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
      if (!point) return problem(req, res, 404, "not-found");
      const asker = await askerOf(app, req);
      const serves = asker !== undefined && asker.kind !== "rider";
      if (!mayOpenStream(app, req.ip ?? "", serves))
        return problem(req, res, 503, "too-much-at-once", {}, { "retry-after": "30" });
      if (res.destroyed) return;
      const following: { stop?: () => void } = {};
      const beat = setInterval(() => void res.write(": alive\n\n"), HEARTBEAT * 1000);
      beat.unref();
      const letGo = holdStream(app, res, req.ip ?? "", serves);
      const end = () => {
        letGo();
        clearInterval(beat);
        following.stop?.();
      };
      // Heard before the first wait: who is gone by then must not be counted for ever.
      req.on("close", end);
      res.on("error", end);
      res.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      });
      res.write("retry: 2000\n\n");
      following.stop = await followPoint(app, point.id, (newest) => void res.write(`id: ${newest}\ndata: changed\n\n`));
      if (res.destroyed) end();
    }),
  );

  return router;
}
