import type { ErrorRequestHandler } from "express";
import { isBusy, isDuplicate, isUnwritable } from "#db/stores/dialect.ts";
import type { App } from "#app/platform/app.ts";
import { withoutSecret } from "#app/platform/log.server.ts";
import { problem } from "./problem.ts";

/** What went wrong under a handler → a problem in plain words; the whole error goes to the log only. */
export function answerErrors(app: App): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const { type, status } = error as { type?: string; status?: number };
    if (type === "entity.parse.failed") return problem(req, res, 400, "bad-json");
    if (type === "entity.too.large") return problem(req, res, 413, "too-large");
    if (isDuplicate(error)) {
      // Every index has its words in the act that meets it; one that nobody thought of is told, and writes nothing.
      app.log.warn({ err: error, path: withoutSecret(req.path) }, "a row was there already");
      return problem(req, res, 409, "duplicate");
    }
    if (isBusy(error)) return problem(req, res, 503, "store-busy", {}, { "retry-after": "1" });
    if (isUnwritable(error)) {
      app.log.error({ err: error }, "the store cannot be written");
      return problem(req, res, 503, "store-unwritable", {}, { "retry-after": "30" });
    }
    if (typeof status === "number" && status >= 400 && status < 500)
      return problem(req, res, status, "bad-request", { errors: [] });
    app.log.error({ err: error, path: withoutSecret(req.path) }, "request failed");
    return problem(req, res, 500, "server-error");
  };
}
