import type { Request, RequestHandler, Response } from "express";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import { can, type Verb } from "#app/features/people/staff/can.ts";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { Asker } from "#app/features/people/staff/staff.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { security } from "#app/platform/log.server.ts";
import { sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { handle } from "#app/api/wire/handle.ts";
import { problem } from "#app/api/wire/problem.ts";
import { id } from "./schemas.ts";

/** Who asks, by bearer or by the cookie of those who serve. */
export async function askerOf(app: App, req: Request): Promise<Asker | undefined> {
  const token = sessionTokenOf(req, "staff");
  return token ? (await findAsker(app, token)).asker : undefined;
}

/** Somebody who is no rider, as the trail names them. */
export function actorOf(asker: Exclude<Asker, { kind: "rider" }>): Actor {
  return asker.kind === "key" ? { kind: "key", id: asker.id } : { kind: "staff", id: asker.staff.id };
}

/** A handler for whoever serves, on a device of their own; a tablet of many hands is nobody's. */
export function handleAsStaff(
  app: App,
  work: (req: Request, res: Response, reader: Rider) => Promise<void>,
): RequestHandler {
  return handle(async (req, res) => {
    const asker = await askerOf(app, req);
    if (asker?.kind !== "staff" || asker.tabletId) return problem(req, res, 404, "not-found");
    res.set("cache-control", "no-store");
    return work(req, res, { deviceId: asker.staff.deviceId, session: hashOf(sessionTokenOf(req, "staff")!) });
  });
}

type Allowed = Exclude<Asker, { kind: "rider" }>;

/** Whether somebody may, at a point; who serves and may not is noted. */
function allows(app: App, asker: Asker, verb: Verb, point: Point): asker is Allowed {
  if (asker.kind === "rider") return false;
  if (can(asker, verb, { cityId: point.cityId, pointId: point.id })) return true;
  security(app.log, "right-missing", { who: actorOf(asker).id, verb, point: point.id });
  return false;
}

/** A handler at a point for whoever may do `verb` there; for all others, and for unknown points, there is nothing here: 404. */
export function handleAtPoint(
  app: App,
  verb: Verb,
  work: (req: Request, res: Response, at: { asker: Allowed; actor: Actor; point: Point }) => Promise<void>,
): RequestHandler {
  return handle(async (req, res) => {
    const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
    const asker = point && (await askerOf(app, req));
    if (!point || !asker || !allows(app, asker, verb, point)) return problem(req, res, 404, "not-found");
    res.set("cache-control", "no-store");
    return work(req, res, { asker, actor: actorOf(asker), point });
  });
}

/** The same for a service, whose point counts. */
export function handleAtService(
  app: App,
  verb: Verb,
  work: (
    req: Request,
    res: Response,
    at: { asker: Allowed; actor: Actor; point: Point; service: Service },
  ) => Promise<void>,
): RequestHandler {
  return handle(async (req, res) => {
    const service = id.safeParse(req.params.id).success ? await findService(app.db, req.params.id!) : undefined;
    const point = service && (await findPoint(app.db, service.pointId));
    const asker = point && (await askerOf(app, req));
    if (!service || !point || !asker || !allows(app, asker, verb, point)) return problem(req, res, 404, "not-found");
    res.set("cache-control", "no-store");
    return work(req, res, { asker, actor: actorOf(asker), point, service });
  });
}
