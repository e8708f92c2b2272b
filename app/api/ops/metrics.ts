import { createHash, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { Router } from "express";
import { readFigures } from "#app/features/watching/insight/read-figures.server.ts";
import type { App } from "#app/platform/app.ts";
import { handle } from "#app/api/wire/handle.ts";
import { problem } from "#app/api/wire/problem.ts";

const TYPE = "text/plain; version=0.0.4; charset=utf-8";
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Figures for Prometheus on the product's own port, for whoever has the token; without one there is nothing here. */
export function metricsApi(app: App): Router {
  const router = Router();
  const { token } = app.config.metrics;
  if (token) {
    const right = digest(`Bearer ${token}`);
    router.get(
      "/metrics",
      handle(async (req, res) => {
        if (!timingSafeEqual(digest(req.headers.authorization ?? ""), right))
          return problem(req, res, 404, "not-found");
        res
          .set("cache-control", "no-store")
          .type(TYPE)
          .send(await app.metrics.text(await readFigures(app)));
      }),
    );
  }
  return router;
}

/** The same on a port of its own, which no rider reaches; answers how to close it. */
export async function listenForMetrics(app: App): Promise<() => void> {
  const { host, port } = app.config.metrics;
  if (port === undefined) return () => undefined;
  const server = createServer((req, res) => {
    if (req.method !== "GET" || req.url !== "/metrics") return void res.writeHead(404).end();
    readFigures(app)
      .then((figures) => app.metrics.text(figures))
      .then(
        (text) => res.writeHead(200, { "content-type": TYPE, "cache-control": "no-store" }).end(text),
        (error: unknown) => {
          app.log.warn({ err: error }, "the figures could not be read");
          res.writeHead(503).end();
        },
      );
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
