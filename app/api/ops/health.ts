import { Router } from "express";
import { isMigrated } from "#db/migrator.server.ts";
import { beat } from "#db/heartbeat.server.ts";
import type { App } from "#app/platform/app.ts";
import { handle } from "#app/api/wire/handle.ts";

/** Milliseconds for which one look at the store answers everybody. */
const LOOK_EVERY = 2000;

async function look(app: App): Promise<boolean> {
  try {
    const ready = await isMigrated(app.db);
    if (ready) await beat(app.db, "ready", app.clock.now());
    return ready;
  } catch (error) {
    app.log.warn({ err: error, alarm: "not-ready" }, "not ready");
    return false;
  }
}

/** Alive, and ready: migrated, and the store takes a write. */
export function healthApi(app: App): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.set("cache-control", "no-store").json({ alive: true });
  });
  let known: { at: number; ready: Promise<boolean> } | undefined;
  router.get(
    "/readyz",
    handle(async (_req, res) => {
      // Whoever asks shares one look: it costs the store a write.
      if (!known || performance.now() - known.at > LOOK_EVERY) known = { at: performance.now(), ready: look(app) };
      const ready = !app.stopping && (await known.ready);
      res
        .set("cache-control", "no-store")
        .status(ready ? 200 : 503)
        .json({ ready });
    }),
  );
  return router;
}
