import { Router } from "express";
import { z } from "zod";
import { MOST_TILES } from "#app/features/places/map/cells.ts";
import { RADIUS } from "#app/features/places/map/place.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import type { App } from "#app/platform/app.ts";
import { sendPublic } from "#app/api/wire/handle.ts";
import { CALLS, type Call, type Schema } from "./calls.ts";
import * as s from "./schemas.ts";

/** How what is asked for is written, by its name: the handlers read texts, callers want forms. */
export const FORMS: Record<string, { description: string; schema: Record<string, unknown>; example?: unknown }> = {
  near: {
    description: "A place as `lat,lng`, WGS-84 degrees with any number of decimals.",
    schema: { type: "string", pattern: "^\\s*-?\\d{1,2}(\\.\\d{1,40})?\\s*,\\s*-?\\d{1,3}(\\.\\d{1,40})?\\s*$" },
    example: "30.58,114.27",
  },
  bbox: {
    description: `A box as \`west,south,east,north\`; wants \`zoom\`, and is no wider than ${MOST_TILES} tiles of it.`,
    schema: { type: "string", pattern: "^-?[\\d.]+,-?[\\d.]+,-?[\\d.]+,-?[\\d.]+$" },
    example: "114.2,30.5,114.4,30.7",
  },
  zoom: { description: "A map's zoom, 0 to 22.", schema: { type: "integer", minimum: 0, maximum: 22 }, example: 12 },
  radius: {
    description: "Metres.",
    schema: { type: "integer", minimum: 1, maximum: RADIUS.most, default: RADIUS.usual },
  },
  kind: { description: "Only points of this kind.", schema: { type: "string", enum: [...POINT_KINDS] } },
  open: {
    description: "Only doors that are open now, or at an instant.",
    schema: {
      anyOf: [
        { type: "string", const: "now" },
        { type: "string", format: "date-time" },
      ],
    },
    example: "now",
  },
  limit: { description: "At most so many.", schema: { type: "integer", minimum: 1, maximum: 100 } },
  cursor: { description: "Where a list goes on, as `Link` says it.", schema: { type: "integer", minimum: 0 } },
  after: { description: "Only what is newer than the message of this id.", schema: { type: "string", format: "uuid" } },
  from: {
    description: "The first date; today in the point's zone when left out.",
    schema: { type: "string", format: "date" },
    example: "2026-11-24",
  },
  to: {
    description: "The last date, at most 31 days from the first.",
    schema: { type: "string", format: "date" },
    example: "2026-11-30",
  },
  date: {
    description: "A civil date in the point's zone; today when left out.",
    schema: { type: "string", format: "date" },
    example: "2026-11-24",
  },
  lang: {
    description: "The language of names and addresses.",
    schema: { type: "string", enum: ["zh", "en"], default: "zh" },
  },
  since: {
    description: "The `version` of a pack that the caller has: only what changed since is answered.",
    schema: { type: "string", format: "date-time" },
  },
};

const TAGS: Record<string, string> = {
  points: "Points, their doors and what they offer",
  cities: "Cities and what a phone keeps of them",
  services: "Times, a day's numbers, and its list",
  sessions: "Anonymous devices",
  bookings: "A rider's own bookings",
  waitlist: "Lines for full slots",
  tickets: "Walk-ins' numbers",
  "check-ins": "Whoever serves at a point",
  "push-subscriptions": "Web push",
  staff: "Whoever serves, on a device of their own",
  inbox: "A rider's messages",
};

/** Schemas with a name of their own, gathered while the calls are described. */
type Named = Record<string, unknown>;

function json(schema: Schema, io: "input" | "output", named: Named): unknown {
  const {
    $schema: _,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as { $schema?: string; $defs?: Named };
  const moved = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as unknown;
  for (const [name, definition] of Object.entries($defs ?? {})) named[name] = moved(definition);
  return moved(rest);
}

function operation(path: string, method: string, call: Call, named: Named) {
  const parameters: unknown[] = [];
  if (path.includes("{id}"))
    parameters.push({ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } });
  if (path.includes("{date}"))
    parameters.push({ name: "date", in: "path", required: true, schema: { type: "string", format: "date" } });
  if (call.header)
    parameters.push({ name: call.header, in: "header", required: true, schema: { type: "string", format: "uuid" } });
  for (const name of Object.keys(call.query?.shape ?? {}))
    parameters.push({ name, in: "query", required: false, ...FORMS[name] });
  const kept = call.open === true && method === "get";
  if (kept)
    parameters.push({
      name: "If-None-Match",
      in: "header",
      required: false,
      description: "The `ETag` of an answer that the caller has.",
      schema: { type: "string" },
    });
  const answers: Record<string, Schema | null> = {
    ...call.answers,
    ...(kept && { 304: null }),
    ...(method !== "get" && { 429: s.problemDetails, 503: s.problemDetails }),
  };
  const responses = Object.fromEntries(
    Object.entries(answers).map(([code, schema]) => [
      code,
      {
        description: WORDS[code] ?? (Number(code) < 400 ? "Done." : "Problem details, RFC 9457."),
        ...headersOf(Number(code), kept, call.query !== undefined && "cursor" in call.query.shape),
        ...(schema && {
          content: {
            [Number(code) < 400 ? (call.type ?? "application/json") : "application/problem+json"]: {
              schema: json(schema, "output", named),
            },
          },
        }),
      },
    ]),
  );
  return {
    operationId: `${method}${path.replace(/[^a-z]+/gi, "-")}`.replace(/-$/, ""),
    summary: call.summary,
    description: `${call.summary}.${call.more ? ` ${call.more}` : ""}`,
    tags: [path.split("/")[1]!],
    ...(parameters.length > 0 && { parameters }),
    responses,
    ...(call.body && {
      requestBody: { required: true, content: { "application/json": { schema: json(call.body, "input", named) } } },
    }),
    ...(call.open ? { security: [] } : {}),
  };
}

const WORDS: Record<string, string> = {
  201: "Made.",
  204: "Done; nothing to say.",
  304: "The caller has it.",
  404: "There is none, or it is not the caller's.",
  422: "What was sent does not fit; `errors` says where.",
  429: "Too often.",
  503: "Too much at once, or the store cannot be written; nothing was.",
};

const header = (description: string, schema: Record<string, unknown>) => ({ description, schema });

function headersOf(code: number, kept: boolean, listed: boolean): { headers?: Record<string, unknown> } {
  const headers = {
    ...(kept &&
      code < 400 && {
        ETag: header("Tells this answer from the next.", { type: "string" }),
        "Cache-Control": header("For how long it may be kept.", { type: "string" }),
      }),
    ...(listed && code === 200 && { Link: header('Where the list goes on, `rel="next"`.', { type: "string" }) }),
    ...(code === 201 && {
      Location: header("What was made, where it can be asked for.", { type: "string", format: "uri-reference" }),
    }),
    ...((code === 429 || code === 503) && { "Retry-After": header("Seconds.", { type: "integer" }) }),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

/** The whole interface as OpenAPI 3.1, made from the schemas that the handlers use. */
export function describeApi(contact: string): unknown {
  const named: Named = {};
  const paths = Object.fromEntries(
    Object.entries(CALLS).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, call]) => [method, operation(path, method, call, named)]),
      ),
    ]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: "Nuanyi 暖驿",
      version: "1",
      description:
        "Service points for couriers and drivers. Coordinates are WGS-84; errors are RFC 9457 problem details.",
      license: { name: "MIT", identifier: "MIT" },
      contact: { name: "Nuanyi", url: contact },
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }, { cookie: [] }],
    components: {
      schemas: named,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "__Host-nuanyi" },
      },
    },
    paths,
  };
}

export function openapiApi(app: App): Router {
  const description = describeApi(
    app.config.securityContact?.startsWith("https:")
      ? app.config.securityContact
      : `${app.config.publicOrigin}/privacy`,
  );
  const router = Router();
  router.get("/openapi.json", (req, res) => void sendPublic(req, res, description, { maxAge: 300 }));
  return router;
}
