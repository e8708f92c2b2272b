import { isDuplicate } from "#db/stores/dialect.ts";
import { createRequestHandler, writeReadableStreamToWritable, type ServerBuild } from "@remix-run/node";
import type { RequestHandler, Response as ExpressResponse } from "express";
import { bodyOf } from "#app/api/wire/bodies.ts";
import { limitWrite, PAGE_CEILINGS } from "#app/api/wire/ceilings.ts";
import type { App } from "#app/platform/app.ts";
import { visitOf } from "#app/asking/visitor.server.ts";

/**
 * Remix behind express. It sees every request under `PUBLIC_ORIGIN`, whatever `Host` said, and without `Origin`, which was
 * judged before; its body was read whole.
 */
export function remixPages(app: App, build: ServerBuild): RequestHandler {
  const answer = createRequestHandler({ ...build, routes: withCeilings(build.routes) }, "production");
  return (req, res, next) => {
    const left = new AbortController();
    res.on("close", () => {
      if (!res.writableFinished) left.abort();
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(req.headers)) {
      if (/^(host|x-forwarded-host|origin)$/.test(name) || value === undefined) continue;
      for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
    }
    headers.set("host", new URL(app.config.publicOrigin).host);
    const request = new Request(app.config.publicOrigin + req.originalUrl, {
      method: req.method,
      headers,
      signal: left.signal,
      ...(req.method !== "GET" && req.method !== "HEAD" && { body: bodyOf(res).toString("utf8") }),
    });
    answer(request, { app, visit: visitOf(app, req, res.locals.nonce as string) })
      .then((given) => send(res, given))
      .catch(next);
  };
}

/** Every action behind its ceiling: one that is reached ends with 429, which the page says in words. */
function withCeilings(routes: ServerBuild["routes"]): ServerBuild["routes"] {
  return Object.fromEntries(
    Object.entries(routes).map(([id, route]) => {
      const { action } = route.module;
      if (!action) return [id, route];
      const ceiling = PAGE_CEILINGS[id.replace(/^routes\//, "")] ?? "plain";
      const limited: typeof action = async (args) => {
        const { app, visit } = args.context;
        const { asker, tablet } = await visit.served();
        const rider = await visit.rider();
        const serves = asker?.kind === "staff" ? asker.staff.id : tablet?.id;
        const spent = await limitWrite(app, ceiling, { address: visit.address, ...(serves ? { serves } : { rider }) });
        if (spent)
          throw new Response(null, { status: 429, headers: { "retry-after": String(spent.retryAfterSeconds) } });
        try {
          return await action(args);
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          // Every index has its words in the act that meets it; one that nobody thought of is told, and writes nothing.
          app.log.warn({ err: error, page: id }, "a row was there already");
          throw new Response(null, { status: 409 });
        }
      };
      return [id, { ...route, module: { ...route.module, action: limited } }];
    }),
  );
}

async function send(res: ExpressResponse, given: Response): Promise<void> {
  res.statusMessage = given.statusText;
  res.status(given.status);
  for (const [name, value] of given.headers) res.append(name, value);
  if (given.body) await writeReadableStreamToWritable(given.body, res);
  else res.end();
}
