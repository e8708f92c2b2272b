import { Router, type Request, type Response } from "express";
import { z } from "zod";
import {
  askPasskey,
  keepPasskey,
  offerPasskey,
  signInByPasskey,
  type PasskeyPlace,
} from "#app/features/people/sign-in/passkey.server.ts";
import { deviceLabel } from "#app/features/people/preferences/device-label.ts";
import { addressIndex, limitAddress } from "#app/features/ground/limits/limit-address.server.ts";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { endThisSession } from "#app/features/people/sessions/own-sessions.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { isProven } from "#app/features/people/staff/staff.ts";
import type { App } from "#app/platform/app.ts";
import { isLoopback } from "#app/platform/variables.server.ts";
import { security } from "#app/platform/log.server.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { sessionCookie, sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { handle } from "#app/api/wire/handle.ts";
import { problem, tooMany, unprocessable } from "#app/api/wire/problem.ts";
import { askerOf } from "./staff-access.ts";

const answerBody = z.object({
  id: z.uuid(),
  response: z.looseObject({
    id: z.string().max(1000),
    rawId: z.string().max(1000),
    type: z.literal("public-key"),
    response: z.record(z.string(), z.unknown()),
    clientExtensionResults: z.record(z.string(), z.unknown()),
  }),
});

/** Where passkeys belong. A number is no name that a passkey can hold: on loopback it is `localhost`. */
function placeOf(app: App): PasskeyPlace {
  const own = new URL(app.config.publicOrigin);
  if (isLoopback(own.hostname)) own.hostname = "localhost";
  return { rpId: own.hostname, origin: own.origin };
}

/** Passkeys of those who serve: making one, and signing in with it. */
export function staffApi(app: App): Router {
  const router = Router();
  const limited = async (req: Request, res: Response) => {
    const spent = await limitAddress(app, LIMITS.staffSignIn, req.ip ?? "");
    if (spent) tooMany(req, res, spent.retryAfterSeconds);
    return spent !== undefined;
  };

  router.post(
    "/staff/passkeys/options",
    handle(async (req, res) => {
      const asker = await askerOf(app, req);
      if (asker?.kind !== "staff" || asker.tabletId) return problem(req, res, 404, "not-found");
      if (!isProven(asker, app.clock.now())) return problem(req, res, 403, "sign-in-again");
      res.set("cache-control", "no-store").json(await offerPasskey(app, asker.staff, placeOf(app)));
    }),
  );
  router.post(
    "/staff/passkeys",
    handle(async (req, res) => {
      const asker = await askerOf(app, req);
      if (asker?.kind !== "staff" || asker.tabletId) return problem(req, res, 404, "not-found");
      if (!isProven(asker, app.clock.now())) return problem(req, res, 403, "sign-in-again");
      const body = answerBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const kept = await keepPasskey(
        app,
        asker.staff,
        placeOf(app),
        body.data.id,
        body.data.response as never,
        deviceLabel(req.headers["user-agent"]),
      );
      if (kept !== "kept") return problem(req, res, 409, kept === "refused" ? "passkey-refused" : "duplicate");
      res.status(204).end();
    }),
  );
  router.post(
    "/staff/sign-in/options",
    handle(async (req, res) => {
      if (await limited(req, res)) return;
      res.set("cache-control", "no-store").json(await askPasskey(app, placeOf(app)));
    }),
  );
  router.post(
    "/staff/sign-in",
    handle(async (req, res) => {
      if (await limited(req, res)) return;
      const body = answerBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      const signedIn = await signInByPasskey(
        app,
        placeOf(app),
        body.data.id,
        body.data.response as never,
        deviceLabel(req.headers["user-agent"]),
      );
      if (!signedIn) {
        security(app.log, "passkey-refused", { address: addressIndex(app, req.ip ?? "") });
        return problem(req, res, 409, "passkey-refused");
      }
      // Whoever was signed in here before is no longer.
      const before = sessionTokenOf(req, "staff");
      const known = before ? (await findAsker(app, before)).asker : undefined;
      if (before && known?.kind === "staff")
        await endThisSession(app, { deviceId: known.staff.deviceId, session: hashOf(before) });
      res
        .status(204)
        .set("cache-control", "no-store")
        .setHeader("set-cookie", sessionCookie(req, signedIn.token, "staff"));
      res.end();
    }),
  );

  return router;
}
