import { Router } from "express";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint, findPoints, listAnyPoints } from "#app/features/places/points/find-point.server.ts";
import { addStaff } from "#app/features/people/staff/add-staff.server.ts";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { isQualification, isRole } from "#app/features/people/staff/staff.ts";
import type { App } from "#app/platform/app.ts";
import { isLoopback } from "#app/platform/variables.server.ts";
import type { MovableClock } from "#app/time/clock.ts";
import { parseInstant } from "#app/time/instant.ts";
import { isForwarded } from "#app/api/wire/cross-site.ts";
import { handle } from "#app/api/wire/handle.ts";
import { problem } from "#app/api/wire/problem.ts";

/** What only a test may do; mounted when the configuration says that this is one. */
export function testSwitches(app: App): Router {
  const router = Router();
  // The configuration has them on a loopback address only; whoever forwards from elsewhere is refused besides.
  router.use((req, res, next) =>
    isLoopback((req.socket.remoteAddress ?? "").replace(/^::ffff:/, "")) && !isForwarded(req)
      ? next()
      : problem(req, res, 404, "not-found"),
  );
  router.post(
    "/clock",
    handle(async (req, res) => {
      const now = parseInstant(String((req.body as { now?: unknown } | undefined)?.now ?? ""));
      if (!now) return problem(req, res, 422, "bad-request", { errors: [{ path: "now", problem: "not-an-instant" }] });
      (app.clock as MovableClock).set(now);
      res.json({ now });
    }),
  );
  router.post(
    "/sign-in",
    handle(async (req, res) => {
      const {
        role,
        point_id: wanted,
        qualification,
      } = (typeof req.body === "object" && req.body !== null ? req.body : {}) as Record<string, unknown>;
      const point =
        typeof wanted === "string"
          ? await findPoint(app.db, wanted)
          : (await findPoints(app.db, await listAnyPoints(app.db, 1))).values().next().value;
      if (!isRole(role) || !point)
        return problem(req, res, 422, "bad-request", {
          errors: [{ path: isRole(role) ? "point_id" : "role", problem: "unknown" }],
        });
      const now = app.clock.now();
      const staff = await inTransaction(app.db, (trx) =>
        addStaff(
          app,
          trx,
          {
            name: `Test ${role}`,
            example: false,
            role: {
              role,
              cityId: point.cityId,
              pointId: role === "operator" ? null : point.id,
              qualification: isQualification(qualification) ? qualification : "",
            },
          },
          now,
        ),
      );
      res.json({ token: await signInStaff(app, staff, "test", "test"), staff_id: staff.id });
    }),
  );
  return router;
}
