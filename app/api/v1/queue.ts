import { Router, type Request, type Response } from "express";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { can } from "#app/features/people/staff/can.ts";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { limitStranger } from "#app/features/people/riders/limit-stranger.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import type { Asker } from "#app/features/people/staff/staff.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import { callNext } from "#app/features/visiting/queue/call-next.server.ts";
import {
  holdTicket,
  leaveQueue,
  resumeTicket,
  type TicketChanged,
} from "#app/features/visiting/queue/hold-ticket.server.ts";
import { showTicket, ticketForMessages, type ShownTicket } from "#app/features/visiting/queue/show-ticket.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { HOLD } from "#app/features/visiting/queue/ticket.ts";
import { callBody, holdBody, ticketBody } from "#app/features/visiting/queue/ticket-form.ts";
import type { App } from "#app/platform/app.ts";
import { sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { handle, handleAs } from "#app/api/wire/handle.ts";
import { problem, unprocessable } from "#app/api/wire/problem.ts";
import { id } from "./schemas.ts";
import { actorOf, handleAtService } from "./staff-access.ts";

/** A ticket as the interface shows it. */
export const ticketView = ({ ticket, label, ahead, expected }: ShownTicket) => ({
  id: ticket.id,
  number: ticket.number,
  label,
  state: ticket.state,
  ahead,
  expected,
  window: ticket.station || null,
  hold_until: ticket.holdUntil,
});

export function queueApi(app: App): Router {
  const router = Router();
  const shown = async (ticketId: string) => ticketView((await ticketForMessages(app.db, ticketId, app.clock.now()))!);

  router.post(
    "/points/:id/tickets",
    handle(async (req, res) => {
      const who = await walkIn(app, req);
      if (!who) return problem(req, res, 401, "no-session", {}, { "www-authenticate": "Bearer" });
      res.set("cache-control", "no-store");
      const body = ticketBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
      if (
        !point ||
        (who.asker.kind !== "rider" && !can(who.asker, "ticket.give", { cityId: point.cityId, pointId: point.id }))
      )
        return problem(req, res, 404, "not-found");
      if (who.asker.kind === "rider") {
        const limited =
          (await limitRate(app, LIMITS.ticket, who.asker.deviceId)) ??
          (await limitStranger(app, LIMITS.ticketAddress, who.asker, req.ip ?? ""));
        if (limited)
          return problem(
            req,
            res,
            429,
            "too-many",
            { seconds: limited.retryAfterSeconds },
            { "retry-after": String(limited.retryAfterSeconds) },
          );
      }
      const outcome = await takeTicket(
        app,
        point.id,
        body.data.service_id,
        who.asker.kind === "rider"
          ? { deviceId: who.asker.deviceId, doorCode: body.data.door_code }
          : { staff: who.actor! },
      );
      switch (outcome.kind) {
        case "taken":
          return void res
            .status(201)
            .location(`/api/v1/tickets/${outcome.ticket.id}`)
            .json(await shown(outcome.ticket.id));
        case "no-such-service":
          return problem(req, res, 404, "not-found");
        case "door-code-needed":
          return problem(req, res, 409, "door-code-needed");
        case "quota-spent":
          return problem(req, res, 409, "quota-spent");
      }
    }),
  );

  router.get(
    "/tickets/:id",
    handleAs(app, async (req, res, rider) => {
      const found = id.safeParse(req.params.id).success
        ? await showTicket(app.db, rider, req.params.id!, app.clock.now())
        : undefined;
      if (!found) return problem(req, res, 404, "not-found");
      res.json(ticketView(found));
    }),
  );

  const answer = async (req: Request, res: Response, outcome: TicketChanged) => {
    switch (outcome.kind) {
      case "changed":
        return void res.json(await shown(outcome.ticket.id));
      case "no-such-ticket":
        return problem(req, res, 404, "not-found");
      case "held-too-often":
        return problem(req, res, 409, "held-too-often");
      case "not-possible":
        return problem(req, res, 409, "not-possible", { ticket_state: outcome.state });
    }
  };
  router.post(
    "/tickets/:id/hold",
    handleAs(app, async (req, res, rider) => {
      const body = holdBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      if (!id.safeParse(req.params.id).success) return problem(req, res, 404, "not-found");
      return answer(
        req,
        res,
        await holdTicket(
          app,
          rider,
          req.params.id!,
          body.data.minutes,
          body.data.away_minutes ?? Math.min(HOLD.awayUsual, body.data.minutes),
        ),
      );
    }),
  );
  for (const [path, act] of [
    ["resume", resumeTicket],
    ["leave", leaveQueue],
  ] as const) {
    router.post(
      `/tickets/:id/${path}`,
      handleAs(app, async (req, res, rider) => {
        if (!id.safeParse(req.params.id).success) return problem(req, res, 404, "not-found");
        return answer(req, res, await act(app, rider, req.params.id!));
      }),
    );
  }

  router.post(
    "/services/:id/call-next",
    handleAtService(app, "ticket.call", async (req, res, { actor, point, service }) => {
      const body = callBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const outcome = await callNext(app, actor, point.id, service.id, body.data.window, body.data.current);
      if (outcome.kind === "no-such-service") return problem(req, res, 404, "not-found");
      if (outcome.kind === "nobody") return void res.status(204).end();
      res.json(await shown(outcome.ticket.id));
    }),
  );

  return router;
}

/** Who takes a number: somebody who serves, for whoever stands there, or a rider for themselves. */
async function walkIn(app: App, req: Request): Promise<{ asker: Asker; actor?: Actor } | undefined> {
  for (const kind of ["staff", "rider"] as const) {
    const token = sessionTokenOf(req, kind);
    const asker = token ? (await findAsker(app, token)).asker : undefined;
    if (asker) return { asker, ...(asker.kind !== "rider" && { actor: actorOf(asker) }) };
  }
  return undefined;
}
