import { Router, type Request, type Response } from "express";
import { acceptOffer } from "#app/features/visiting/bookings/accept-offer.server.ts";
import { bookingBody, idempotencyKey, moveBody, waitlistBody } from "#app/features/visiting/bookings/booking-form.ts";
import { viewOf } from "#app/features/visiting/bookings/booking.ts";
import { bookSlot, type Booked } from "#app/features/visiting/bookings/book-slot.server.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { leaveWaitlist } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { moveBooking } from "#app/features/visiting/bookings/move-booking.server.ts";
import { listBookings, showBooking, showWaiting } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { findNearestFit } from "#app/features/finding/nearby/find-nearest-fit.server.ts";
import { limitStranger } from "#app/features/people/riders/limit-stranger.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { languageOf } from "#app/features/people/preferences/preferences.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import { bookingCalendar } from "#app/features/telling/calendars/booking-calendar.server.ts";
import type { App } from "#app/platform/app.ts";
import { handleAs } from "#app/api/wire/handle.ts";
import { problem, tooMany, unprocessable } from "#app/api/wire/problem.ts";
import { id, listQuery } from "./schemas.ts";

const isId = (text: string | undefined): text is string => id.safeParse(text).success;

export function bookingsApi(app: App): Router {
  const router = Router();

  router.post(
    "/bookings",
    handleAs(app, async (req, res, rider) => {
      const key = idempotencyKey.safeParse(req.headers["idempotency-key"]);
      if (!key.success) return problem(req, res, 400, "no-key");
      const body = bookingBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const limited =
        (await limitRate(app, LIMITS.booking, rider.deviceId)) ??
        (await limitStranger(app, LIMITS.bookingAddress, rider, req.ip ?? ""));
      if (limited) return tooMany(req, res, limited.retryAfterSeconds);
      const { slot_id, rider_kind, topic_id, name, phone, note } = body.data;
      const outcome = await bookSlot(app, rider, key.data, {
        slotId: slot_id,
        riderKind: rider_kind,
        topicId: topic_id,
        name,
        phone,
        note,
      });
      if (outcome.kind === "booked")
        return void res.status(201).location(`/api/v1/bookings/${outcome.booking.id}`).json(outcome.booking);
      return refuse(app, req, res, outcome, rider_kind);
    }),
  );

  router.get(
    "/bookings",
    handleAs(app, async (req, res, rider) => {
      const query = listQuery.safeParse(req.query);
      if (!query.success) return unprocessable(req, res, query.error);
      const { limit, cursor } = query.data;
      const all = (await listBookings(app.db, rider)).map(({ booking, service, point }) =>
        viewOf(booking, service, point),
      );
      if (cursor + limit < all.length)
        res.set("link", `</api/v1/bookings?limit=${limit}&cursor=${cursor + limit}>; rel="next"`);
      res.json({ bookings: all.slice(cursor, cursor + limit) });
    }),
  );

  router.get(
    "/bookings/:id.ics",
    handleAs(app, async (req, res, rider) => {
      const shown = isId(req.params.id) ? await showBooking(app.db, rider, req.params.id) : undefined;
      if (!shown) return problem(req, res, 404, "not-found");
      const text = bookingCalendar(app, shown, languageOf(req.headers["accept-language"]));
      res
        .set("content-disposition", `attachment; filename="nuanyi-${shown.booking.code}.ics"`)
        .type("text/calendar; charset=utf-8")
        .send(text);
    }),
  );

  router.get(
    "/bookings/:id",
    handleAs(app, async (req, res, rider) => {
      const shown = isId(req.params.id) ? await showBooking(app.db, rider, req.params.id) : undefined;
      if (!shown) return problem(req, res, 404, "not-found");
      res.json(viewOf(shown.booking, shown.service, shown.point));
    }),
  );

  router.post(
    "/bookings/:id/cancel",
    handleAs(app, async (req, res, rider) => {
      if (!isId(req.params.id)) return problem(req, res, 404, "not-found");
      const outcome = await cancelBooking(app, rider, req.params.id);
      switch (outcome.kind) {
        case "cancelled":
          return void res.json(outcome.booking);
        case "no-such-booking":
          return problem(req, res, 404, "not-found");
        case "too-late":
          return problem(req, res, 409, "too-late");
        case "not-possible":
          return problem(req, res, 409, "not-possible", { booking_status: outcome.status });
      }
    }),
  );

  router.post(
    "/bookings/:id/move",
    handleAs(app, async (req, res, rider) => {
      const body = moveBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      if (!isId(req.params.id)) return problem(req, res, 404, "not-found");
      const outcome = await moveBooking(app, rider, req.params.id, body.data.slot_id);
      switch (outcome.kind) {
        case "moved":
          return void res.json(outcome.booking);
        case "no-such-booking":
        case "no-such-slot":
          return problem(req, res, 404, "not-found");
        case "not-possible":
          return problem(req, res, 409, "not-possible", { booking_status: outcome.status });
        case "already-booked":
          return problem(req, res, 409, "already-booked", { booking_id: outcome.bookingId });
        case "slot-full":
        case "day-full":
          return problem(req, res, 409, outcome.kind, { waiting: outcome.waiting });
        default:
          return problem(req, res, 409, outcome.kind);
      }
    }),
  );

  router.post(
    "/waitlist",
    handleAs(app, async (req, res, rider) => {
      const body = waitlistBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const limited =
        (await limitRate(app, LIMITS.waitlist, rider.deviceId)) ??
        (await limitStranger(app, LIMITS.bookingAddress, rider, req.ip ?? ""));
      if (limited) return tooMany(req, res, limited.retryAfterSeconds);
      const { slot_id, rider_kind, topic_id } = body.data;
      const outcome = await joinWaitlist(app, rider, { slotId: slot_id, riderKind: rider_kind, topicId: topic_id });
      switch (outcome.kind) {
        case "joined":
          return void res.status(201).json(waitingView(outcome.waiting, outcome.ahead));
        case "has-places":
        case "too-many-lines":
          return problem(req, res, 409, outcome.kind);
        default:
          return refuse(app, req, res, outcome, rider_kind ?? "other");
      }
    }),
  );

  router.get(
    "/waitlist/:id",
    handleAs(app, async (req, res, rider) => {
      const shown = isId(req.params.id) ? await showWaiting(app.db, rider, req.params.id) : undefined;
      if (!shown) return problem(req, res, 404, "not-found");
      res.json(waitingView(shown.waiting, shown.ahead));
    }),
  );

  router.post(
    "/waitlist/:id/accept",
    handleAs(app, async (req, res, rider) => {
      if (!isId(req.params.id)) return problem(req, res, 404, "not-found");
      const outcome = await acceptOffer(app, rider, req.params.id);
      switch (outcome.kind) {
        case "accepted":
          return void res.json(outcome.booking);
        case "no-such-offer":
          return problem(req, res, 404, "not-found");
        case "offer-over":
          return problem(req, res, 409, "offer-over");
        case "already-booked":
          return problem(req, res, 409, "already-booked", { booking_id: outcome.bookingId });
      }
    }),
  );

  router.post(
    "/waitlist/:id/leave",
    handleAs(app, async (req, res, rider) => {
      const left = isId(req.params.id) && (await leaveWaitlist(app, rider, req.params.id)).kind === "left";
      if (!left) return problem(req, res, 404, "not-found");
      res.status(204).end();
    }),
  );

  return router;
}

function waitingView(
  waiting: { id: string; status: string; slotId: string; offerUntil: string | null },
  ahead: number,
) {
  return { id: waiting.id, status: waiting.status, slot_id: waiting.slotId, ahead, offer_until: waiting.offerUntil };
}

async function refuse(
  app: App,
  req: Request,
  res: Response,
  outcome: Exclude<Booked, { kind: "booked" }>,
  riderKind: RiderKind,
): Promise<void> {
  switch (outcome.kind) {
    case "no-such-slot":
      return problem(req, res, 404, "not-found");
    case "no-such-topic":
      return problem(req, res, 422, "bad-request", { errors: [{ path: "topic_id", problem: "unknown" }] });
    case "key-reused":
      return problem(req, res, 422, "key-reused");
    case "slot-full":
    case "day-full":
      return problem(req, res, 409, outcome.kind, { waiting: outcome.waiting });
    case "already-booked":
      return problem(req, res, 409, "already-booked", { booking_id: outcome.bookingId });
    case "not-for-you": {
      const fit = await findNearestFit(app, outcome.point.place, outcome.point.kinds[0], riderKind, app.clock.now());
      const nearest = fit && { id: fit.point.id, name: fit.point.name, distance_m: Math.round(fit.distance) };
      return problem(req, res, 409, "not-for-you", { for: outcome.service.forKinds, nearest: nearest ?? null });
    }
    default:
      return problem(req, res, 409, outcome.kind);
  }
}
