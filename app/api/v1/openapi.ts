import { Router } from "express";
import { z } from "zod";
import { bookingBody, moveBody, waitlistBody } from "#app/features/visiting/bookings/booking-form.ts";
import { checkInBody, dayBody } from "#app/features/visiting/check-in/check-in-form.ts";
import { callBody, holdBody, ticketBody } from "#app/features/visiting/queue/ticket-form.ts";
import { visitBody } from "#app/features/visiting/visits/visit-form.ts";
import { MOST_TILES } from "#app/features/places/map/cells.ts";
import { RADIUS } from "#app/features/places/map/place.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import { pushSubscriptionBody } from "#app/features/telling/push/push-form.ts";
import type { App } from "#app/platform/app.ts";
import * as s from "./schemas.ts";
import { sendPublic } from "#app/api/wire/handle.ts";

type Schema = z.ZodType;
interface Call {
  summary: string;
  /** More than its first line says. */
  more?: string;
  query?: z.ZodObject;
  body?: Schema;
  header?: string;
  answers: Record<number, Schema | null>;
  type?: string;
  open?: boolean;
}

const problems = (...codes: number[]): Record<number, Schema> =>
  Object.fromEntries(codes.map((code) => [code, s.problemDetails]));

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

const CALLS: Record<string, Record<string, Call>> = {
  "/points": {
    get: {
      summary: "Points near a place, nearest first, or clusters of a box",
      query: z.object(s.pointsQuery.shape),
      answers: { 200: s.pointCollection, ...problems(422) },
      type: "application/geo+json",
      open: true,
    },
  },
  "/points/{id}": {
    get: {
      summary: "One point",
      answers: { 200: s.pointFeature, ...problems(404) },
      type: "application/geo+json",
      open: true,
    },
  },
  "/points/{id}/services": {
    get: { summary: "What a point offers", answers: { 200: s.services, ...problems(404) }, open: true },
  },
  "/points/{id}/door-reports": {
    post: {
      summary: "A rider's word on the door",
      body: s.doorReportBody,
      answers: { 201: z.object({ id: z.uuid() }), ...problems(401, 404, 422, 429) },
    },
  },
  "/services/{id}/slots": {
    get: {
      summary: "Slots of a service, at most 31 days",
      query: s.slotsQuery,
      answers: { 200: s.slots, ...problems(404, 422) },
      open: true,
    },
  },
  "/cities/{id}/pack": {
    get: {
      summary: "What a phone keeps of a city to answer without network; with `since` only what changed",
      query: s.packQuery,
      answers: { 200: s.cityPack, ...problems(404, 422) },
      open: true,
    },
  },
  "/cities": {
    get: {
      summary: "The cities of this store",
      more: "Their ids are asked for by the pack.",
      answers: { 200: s.cities },
      open: true,
    },
  },
  "/sessions": { post: { summary: "An anonymous device", answers: { 201: s.session, ...problems(429) }, open: true } },
  "/bookings": {
    post: {
      summary: "Take a place",
      header: "Idempotency-Key",
      body: bookingBody,
      answers: { 201: s.booking, ...problems(400, 401, 404, 409, 422, 429) },
    },
    get: {
      summary: "Own bookings",
      query: z.object({ limit: s.listQuery.shape.limit, cursor: s.listQuery.shape.cursor }),
      answers: { 200: s.bookings, ...problems(401, 422) },
    },
  },
  "/bookings/{id}": { get: { summary: "One own booking", answers: { 200: s.booking, ...problems(401, 404) } } },
  "/bookings/{id}.ics": {
    get: {
      summary: "The booking as an RFC 5545 calendar file",
      answers: { 200: z.string(), ...problems(401, 404) },
      type: "text/calendar",
    },
  },
  "/bookings/{id}/cancel": {
    post: { summary: "Give a place back", answers: { 200: s.booking, ...problems(401, 404, 409) } },
  },
  "/bookings/{id}/move": {
    post: {
      summary: "Put a booking on another slot",
      body: moveBody,
      answers: { 200: s.booking, ...problems(401, 404, 409, 422) },
    },
  },
  "/waitlist": {
    post: {
      summary: "Wait for a full slot",
      body: waitlistBody,
      answers: { 201: s.waiting, ...problems(401, 404, 409, 422, 429) },
    },
  },
  "/waitlist/{id}": { get: { summary: "One own place in a line", answers: { 200: s.waiting, ...problems(401, 404) } } },
  "/waitlist/{id}/accept": {
    post: { summary: "Take an offered place", answers: { 200: s.booking, ...problems(401, 404, 409) } },
  },
  "/waitlist/{id}/leave": {
    post: { summary: "Leave a line or turn an offer down", answers: { 204: null, ...problems(401, 404) } },
  },
  "/points/{id}/tickets": {
    post: {
      summary: "A walk-in's number; with the door's code, or by staff for whoever stands there",
      body: ticketBody,
      answers: { 201: s.ticket, ...problems(401, 404, 409, 422, 429) },
    },
  },
  "/tickets/{id}": {
    get: { summary: "One own number as it stands", answers: { 200: s.ticket, ...problems(401, 404) } },
  },
  "/tickets/{id}/hold": {
    post: {
      summary: "Keep the place while delivering",
      body: holdBody,
      answers: { 200: s.ticket, ...problems(401, 404, 409, 422) },
    },
  },
  "/tickets/{id}/resume": {
    post: { summary: "Back in the line, at the old place", answers: { 200: s.ticket, ...problems(401, 404, 409) } },
  },
  "/tickets/{id}/leave": {
    post: { summary: "Give a number back", answers: { 200: s.ticket, ...problems(401, 404, 409) } },
  },
  "/services/{id}/call-next": {
    post: {
      summary: "Staff call the next number to a window",
      body: callBody,
      answers: { 200: s.ticket, 204: null, ...problems(404, 422) },
    },
  },
  "/check-ins": {
    post: {
      summary: "Staff check a rider in by code",
      body: checkInBody,
      answers: { 200: s.booking, ...problems(404, 409, 422) },
    },
  },
  "/points/{id}/today": {
    get: {
      summary: "Staff: bookings, numbers and counts of the day, and the door's code",
      answers: { 200: s.today, ...problems(404) },
    },
  },
  "/points/{id}/visits": {
    post: {
      summary: "Staff count a visit that needed no phone",
      body: visitBody,
      answers: { 201: z.object({ id: z.uuid() }), ...problems(404, 422) },
    },
  },
  "/services/{id}/days/{date}": {
    put: {
      summary: "Staff, or a key that holds the point, set a day",
      body: dayBody,
      answers: { 200: s.serviceDay, ...problems(404, 409, 422) },
    },
  },
  "/services/{id}/bookings": {
    get: {
      summary: "Staff, or a key that holds the point, read a day's list",
      query: z.object({ date: z.string().optional() }),
      answers: { 200: s.dayList, ...problems(404, 422) },
    },
  },
  "/push-subscriptions": {
    put: {
      summary: "Keep the browser's subscription",
      body: pushSubscriptionBody,
      answers: { 204: null, ...problems(401, 422) },
    },
    delete: { summary: "Forget it", answers: { 204: null, ...problems(401) } },
  },
  "/staff/push-subscriptions": {
    put: {
      summary: "Keep the subscription of whoever serves",
      body: pushSubscriptionBody,
      answers: { 204: null, ...problems(404, 422) },
    },
    delete: { summary: "Forget it", answers: { 204: null, ...problems(404) } },
  },
  "/push-subscriptions/test": {
    post: {
      summary: "Send a push that says that push works",
      answers: {
        200: z.object({ outcome: z.enum(["sent", "gone", "later", "no-subscription"]) }),
        ...problems(401, 429),
      },
    },
  },
  "/inbox": {
    get: {
      summary: "Messages, newest first",
      query: z.object({ after: s.listQuery.shape.after, limit: s.listQuery.shape.limit }),
      answers: { 200: s.inbox, ...problems(401, 422) },
    },
  },
  "/inbox/{id}/read": { post: { summary: "Mark a message as read", answers: { 204: null, ...problems(401, 404) } } },
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
