import { Router } from "express";
import type { App } from "../platform/app.ts";
import type { MovableClock } from "../time/clock.ts";
import { parseInstant } from "../time/instant.ts";
import { handle } from "./handle.ts";
import { problem } from "./problem.ts";

/** What only a test may do; mounted when the configuration says that this is one. */
export function testSwitches(app: App): Router {
  const router = Router();
  router.post("/clock", handle(async (req, res) => {
    const now = parseInstant(String((req.body as { now?: unknown } | undefined)?.now ?? ""));
    if (!now) return problem(req, res, 422, "bad-request", { errors: [{ path: "now", problem: "not-an-instant" }] });
    (app.clock as MovableClock).set(now);
    res.json({ now });
  }));
  return router;
}
