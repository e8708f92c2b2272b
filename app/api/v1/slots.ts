import { Router } from "express";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { remainingOf, slotState } from "#app/features/visiting/slots/slot.ts";
import type { App } from "#app/platform/app.ts";
import { daysBetween, plusDays } from "#app/time/civil.ts";
import { dateIn } from "#app/time/zone.ts";
import { handle, sendPublic } from "#app/api/wire/handle.ts";
import { problem, unprocessable } from "#app/api/wire/problem.ts";
import { id, slotsQuery } from "./schemas.ts";

const MOST_DAYS = 31;
const USUAL_DAYS = 7;

export function slotsApi(app: App): Router {
  const router = Router();
  router.get(
    "/services/:id/slots",
    handle(async (req, res) => {
      const query = slotsQuery.safeParse(req.query);
      if (!query.success) return unprocessable(req, res, query.error);
      const service = id.safeParse(req.params.id).success ? await findService(app.db, req.params.id!) : undefined;
      const point = service && (await findPoint(app.db, service.pointId));
      if (!service || !point) return problem(req, res, 404, "not-found");
      const now = app.clock.now();
      const from = query.data.from ?? dateIn(point.zone, now);
      const to = query.data.to ?? plusDays(from, USUAL_DAYS - 1);
      const length = daysBetween(from, to) + 1;
      if (length < 1 || length > MOST_DAYS)
        return problem(req, res, 422, "bad-request", {
          errors: [{ path: "to", problem: length < 1 ? "before-from" : "at-most-31-days" }],
        });
      const { slots, days } = await findSlots(app.db, service, from, to);
      sendPublic(
        req,
        res,
        {
          slots: slots.map((slot) => {
            const day = days.get(slot.date);
            const state = slotState(slot, day, now);
            return {
              id: slot.id,
              start: slot.start,
              end: slot.end,
              capacity: slot.capacity,
              remaining: state === "open" ? remainingOf(slot, day) : 0,
              state,
            };
          }),
          days: [...days.values()]
            .sort((a, b) => (a.date < b.date ? -1 : 1))
            .map(({ date, quota, booked }) => ({ date, quota, left: quota === null ? null : quota - booked })),
        },
        { maxAge: 0 },
      );
    }),
  );
  return router;
}
