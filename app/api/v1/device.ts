import { Router } from "express";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { deviceLabel } from "#app/features/people/preferences/device-label.ts";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { limitNewDevices } from "#app/features/ground/limits/limit-address.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { pushWish, wishPush } from "#app/features/people/riders/push-wish.server.ts";
import { languageOf } from "#app/features/people/preferences/preferences.ts";
import { pushSubscriptionBody } from "#app/features/telling/push/push-form.ts";
import { readInbox, readMessage } from "#app/features/telling/inbox/read-inbox.server.ts";
import { sendTestPush, subscribePush, unsubscribePush } from "#app/features/telling/push/subscribe-push.server.ts";
import type { App } from "#app/platform/app.ts";
import { sessionCookie, sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { handle, handleAs } from "#app/api/wire/handle.ts";
import { problem, tooMany, unprocessable } from "#app/api/wire/problem.ts";
import { id, listQuery } from "./schemas.ts";
import { handleAsStaff } from "./staff-access.ts";

export function deviceApi(app: App): Router {
  const router = Router();

  router.post(
    "/sessions",
    handle(async (req, res) => {
      // A browser keeps its session in a cookie that no script reads; every other caller is handed the token.
      const inCookie = (req.body as { keep?: unknown } | undefined)?.keep === "cookie" && !req.headers.authorization;
      const kept = inCookie ? sessionTokenOf(req) : undefined;
      // A living session stays; one that was ended elsewhere is nobody's, and what it asked for is not asked for by a stranger in its place.
      if (kept)
        return (await findSession(app, kept))
          ? void res.status(204).end()
          : problem(req, res, 401, "no-session", {}, { "www-authenticate": "Bearer" });
      const limited = await limitNewDevices(app, req.ip ?? "");
      if (limited) return tooMany(req, res, limited.retryAfterSeconds);
      const { token } = await beginSession(
        app,
        languageOf(req.headers["accept-language"]),
        inCookie ? deviceLabel(req.headers["user-agent"]) : "",
      );
      if (inCookie)
        return void res.status(204).set("cache-control", "no-store").set("set-cookie", sessionCookie(req, token)).end();
      res.status(201).set("cache-control", "no-store").json({ token });
    }),
  );

  // A browser may be a rider's and that of somebody who serves: each has its own subscription of it.
  for (const [path, as] of [
    ["/push-subscriptions", handleAs],
    ["/staff/push-subscriptions", handleAsStaff],
  ] as const) {
    router.put(
      path,
      as(app, async (req, res, reader) => {
        const body = pushSubscriptionBody.safeParse(req.body);
        if (!body.success) return unprocessable(req, res, body.error);
        const { endpoint, keys } = body.data;
        const outcome = await subscribePush(app, reader, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
        if (outcome === "host-not-allowed") return problem(req, res, 422, "host-not-allowed");
        // Who turns it on wants it.
        if ((await pushWish(app.db, reader)) === null) await wishPush(app, reader, true);
        res.status(204).end();
      }),
    );
    router.delete(
      path,
      as(app, async (_req, res, reader) => {
        await unsubscribePush(app, reader);
        res.status(204).end();
      }),
    );
    router.post(
      `${path}/test`,
      as(app, async (req, res, reader) => {
        const limited = await limitRate(app, LIMITS.pushTest, reader.deviceId);
        if (limited) return tooMany(req, res, limited.retryAfterSeconds);
        res.json({ outcome: await sendTestPush(app, reader) });
      }),
    );
  }

  router.get(
    "/inbox",
    handleAs(app, async (req, res, rider) => {
      const query = listQuery.safeParse(req.query);
      if (!query.success) return unprocessable(req, res, query.error);
      const { limit, after } = query.data;
      res.json({
        messages: await readInbox(app.db, rider, languageOf(req.headers["accept-language"]), {
          limit,
          ...(after && { after }),
        }),
      });
    }),
  );
  router.post(
    "/inbox/:id/read",
    handleAs(app, async (req, res, rider) => {
      const found = id.safeParse(req.params.id).success && (await readMessage(app, rider, req.params.id!));
      if (!found) return problem(req, res, 404, "not-found");
      res.status(204).end();
    }),
  );

  return router;
}
