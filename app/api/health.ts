import { Router } from "express";
import { isMigrated } from "#db/migrator.server.ts";
import { beat } from "#db/heartbeat.server.ts";
import type { App } from "../platform/app.ts";
import { handle } from "./handle.ts";

/** Alive, and ready: migrated, and the store takes a write. */
export function healthApi(app: App): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.set("cache-control", "no-store").json({ alive: true });
  });
  router.get("/readyz", handle(async (_req, res) => {
    res.set("cache-control", "no-store");
    try {
      const ready = await isMigrated(app.db);
      if (ready) await beat(app.db, app.clock.now());
      res.status(ready ? 200 : 503).json({ ready });
    } catch (error) {
      app.log.warn({ err: error }, "not ready");
      res.status(503).json({ ready: false });
    }
  }));
  return router;
}
