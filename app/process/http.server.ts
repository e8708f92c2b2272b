import { randomBytes } from "node:crypto";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type RequestHandler } from "express";
import helmet from "helmet";
import { markAnswering, parseJson, readBodies } from "#app/api/wire/bodies.ts";
import { limitReads, limitWrites } from "#app/api/wire/ceilings.ts";
import { bookingsApi } from "#app/api/v1/bookings.ts";
import { boundConnections } from "#app/api/wire/connections.ts";
import { refuseCrossSite } from "#app/api/wire/cross-site.ts";
import { deskApi } from "#app/api/v1/desk.ts";
import { deviceApi } from "#app/api/v1/device.ts";
import { answerErrors } from "#app/api/wire/errors.ts";
import { hasSoundHost } from "#app/api/wire/hosts.ts";
import { healthApi } from "#app/api/ops/health.ts";
import { makeAnswerMemory } from "#app/api/wire/memory.ts";
import { metricsApi } from "#app/api/ops/metrics.ts";
import { openapiApi } from "#app/api/v1/openapi.ts";
import { packsApi } from "#app/api/v1/packs.ts";
import { pointsApi, quickPoints } from "#app/api/v1/points.ts";
import { problem } from "#app/api/wire/problem.ts";
import { queueApi } from "#app/api/v1/queue.ts";
import { watchRequests } from "#app/api/wire/requests.ts";
import { slotsApi } from "#app/api/v1/slots.ts";
import { staffApi } from "#app/api/v1/staff.ts";
import { endStreams } from "#app/api/wire/streams.ts";
import { tilesApi } from "#app/api/ops/tiles.ts";
import { testSwitches } from "#app/api/ops/test-switches.ts";
import { wellKnownApi } from "#app/api/ops/well-known.ts";
import type { App } from "#app/platform/app.ts";
import { BUILD_HEADER } from "#app/device/wire.ts";
import { SECURE_ORIGIN, sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { remixPages } from "./remix-pages.server.ts";
import { mayKeep } from "#app/worker/kept-pages.ts";

/** The most bytes that a request may carry: of the interface, and of a page's form. */
const MOST_BYTES_OF_API = 8 * 1024;
const MOST_BYTES = 64 * 1024;
/** The one page whose form carries a whole table, 400,000 signs of it: each of three bytes, each byte written in three letters. */
const MOST_BYTES_OF_TABLES = 9 * 400_000 + 10_000;
const YEAR = 31_536_000;

/** The express app: the interface for outside callers, then the pages. `build` is Remix's, `clientFolder` what it built for browsers. */
export function makeHttp(app: App, build: ServerBuild, clientFolder: string): Express {
  const http = express();
  http.disable("x-powered-by");
  http.set("etag", false);
  http.set("query parser", "simple");
  http.set("trust proxy", app.config.trustedProxies);
  http.set(SECURE_ORIGIN, app.config.publicOrigin.startsWith("https:"));
  http.use(watchRequests(app));
  http.use((req, res, next) =>
    hasSoundHost(req) ? next() : problem(req, res, 400, "bad-host", {}, { connection: "close" }),
  );
  http.use(healthApi(app), metricsApi(app));
  http.use(refuseCrossSite(app));
  http.use(wellKnownApi(app));
  http.use("/api/v1", apiRouter(app));
  if (app.config.test)
    http.use(
      "/test",
      readBodies(() => MOST_BYTES_OF_API),
      parseJson,
      testSwitches(app),
    );
  http.use(makeNonce, pageHeaders(app), (_req, res, next) => {
    res.setHeader(
      "permissions-policy",
      "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=(), display-capture=()",
    );
    next();
  });
  // The quality that costs a phone nothing and the server little; files that never change are compressed the same way.
  http.use(compression({ threshold: 1024, brotli: { params: { 1: 4 } } }));
  if (app.config.tileFile) http.use("/tiles", tilesApi(app.config.tileFile));
  http.use(
    "/assets",
    express.static(join(clientFolder, "assets"), { immutable: true, maxAge: YEAR * 1000, index: false }),
  );
  http.use(
    express.static(clientFolder, {
      index: false,
      redirect: false,
      setHeaders: (res, path) =>
        void res.setHeader(
          "cache-control",
          /(sw\.js|manifest\.webmanifest|offline\.html)$/.test(path) ? "no-cache" : "public, max-age=604800",
        ),
    }),
  );
  http.use(
    measuredBodies,
    readBodies((req) => (carriesTable(req) ? MOST_BYTES_OF_TABLES : MOST_BYTES)),
  );
  http.use(limitReads(app), nameBuild(build.assets.version));
  http.all("*", remixPages(app, build));
  http.use(answerErrors(app));
  return http;
}

function apiRouter(app: App): express.Router {
  const router = express.Router();
  router.use((req, res, next) => {
    if (req.method !== "OPTIONS") return next();
    res
      .set({
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, HEAD",
        "access-control-allow-headers": "Accept, Accept-Language, If-None-Match",
        "access-control-max-age": "86400",
        vary: "Origin, Access-Control-Request-Headers",
      })
      .status(204)
      .end();
  });
  router.use(
    readBodies(() => MOST_BYTES_OF_API),
    parseJson,
    limitWrites(app),
    limitReads(app),
  );
  router.use(
    pointsApi(app),
    packsApi(app),
    slotsApi(app),
    bookingsApi(app),
    queueApi(app),
    deskApi(app),
    staffApi(app),
    deviceApi(app),
    openapiApi(app),
  );
  router.use((req, res) => problem(req, res, 404, "not-found"));
  return router;
}

const makeNonce: RequestHandler = (_req, res, next) => {
  res.locals.nonce = randomBytes(16).toString("base64");
  next();
};

function pageHeaders(app: App): RequestHandler {
  const tiles =
    app.config.map.url && !app.config.tileFile
      ? [
          new URL(
            app.config.map.url.replace(/\/\/[^./]*\{s\}[^./]*\./, "//any.").replace(/\{\w+\}/g, "0"),
          ).origin.replace("//any.", "//*."),
        ]
      : [];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", (_req, res) => `'nonce-${(res as express.Response).locals.nonce as string}'`],
        "style-src": ["'self'", (_req, res) => `'nonce-${(res as express.Response).locals.nonce as string}'`],
        "img-src": ["'self'", "data:", ...tiles],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        // Where a form leads after its post counts too; pages only ever post to this site.
        "form-action": ["'self'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" },
  });
}

/** Every page and what it is made of names its build, and says whether a phone may keep it: what pages ask for behind the scenes is as private as they are. */
function nameBuild(version: string): RequestHandler {
  return (req, res, next) => {
    res.setHeader(BUILD_HEADER, version);
    const path = req.path === "/_root.data" ? "/" : req.path.replace(/\.data$/, "");
    const kept = req.method === "GET" && mayKeep(path);
    res.setHeader("cache-control", kept ? "private, no-cache" : "private, no-store");
    next();
  };
}

/** Whether a form may carry a whole table: that of the import, sent by somebody who may be signed in. */
const carriesTable = (req: express.Request): boolean =>
  /^\/city\/import(\.data)?$/.test(req.path) && sessionTokenOf(req, "staff") !== undefined;

/** Pages take plain forms only, which must say their length: Node holds the sender to what was said. */
const measuredBodies: RequestHandler = (req, res, next) => {
  // What single fetch replaced: no page of ours asks so, and Remix would log it as its own fault.
  if (req.query._data !== undefined) return problem(req, res, 404, "not-found");
  if (req.method === "GET" || req.method === "HEAD") return next();
  if (req.method !== "POST") return problem(req, res, 405, "not-allowed", {}, { allow: "GET, HEAD, POST" });
  if (!req.is("application/x-www-form-urlencoded")) return problem(req, res, 415, "not-a-form");
  if (req.headers["transfer-encoding"]) return problem(req, res, 411, "length-required");
  next();
};

/** A listening server; `port` is the one it got. `close` lets what is in flight finish, ten seconds at most. */
export async function listen(
  app: App,
  build: ServerBuild,
  clientFolder: string,
): Promise<{ port: number; close(): Promise<void> }> {
  const http = makeHttp(app, build, clientFolder);
  const handler = http as RequestListener;
  const memory = makeAnswerMemory(app);
  const trusts = http.get("trust proxy fn") as (address: string, hop: number) => boolean;
  const quick = quickPoints(app, memory, trusts, handler);
  const answer: RequestListener = (req, res) => {
    if (hasSoundHost(req) && (memory.answer(req, res) || quick(req, res)))
      return void app.metrics.count("requests", { kind: "api", status: "2xx" });
    markAnswering(req, res);
    handler(req, res);
  };
  // How often the server looks who is too slow. Milliseconds.
  const looks = { connectionsCheckingInterval: 1_000 };
  const server: Server = app.config.tls
    ? createHttpsServer(
        {
          ...looks,
          ...app.config.tls,
          minVersion: "TLSv1.2",
          ciphers:
            "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:ECDHE+AESGCM:ECDHE+CHACHA20",
        },
        answer,
      )
    : createHttpServer(looks, answer);
  boundConnections(server, app.config.tls !== undefined, (address) => trusts(address, 0));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(app.config.port, app.config.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : app.config.port,
    close: () =>
      new Promise((resolve) => {
        endStreams(app);
        // Connections whose last answer is just on its way become idle one after another.
        const idle = setInterval(() => server.closeIdleConnections(), 50);
        server.close(() => {
          clearInterval(idle);
          resolve();
        });
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      }),
  };
}
