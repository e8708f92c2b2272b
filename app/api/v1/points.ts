import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Router } from "express";
import type { z } from "zod";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import type { DoorState } from "#app/features/finding/door/door-state.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { PointSummary } from "#app/features/places/points/point.ts";
import { findBank } from "#app/features/places/cities/find-city.server.ts";
import { reportDoor } from "#app/features/places/doors/report-door.server.ts";
import { listNearby } from "#app/features/finding/nearby/list-nearby.server.ts";
import { showClusters } from "#app/features/finding/nearby/show-clusters.server.ts";
import { LIMITS, MAP_COUNTS } from "#app/features/ground/limits/rate-limit.ts";
import { limitStranger } from "#app/features/people/riders/limit-stranger.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import type { App } from "#app/platform/app.ts";
import { makeTurnstile, type Turnstile } from "#app/platform/turnstile.ts";
import { safeHeaders } from "#app/platform/safe-headers.ts";
import { limitRead } from "#app/api/wire/ceilings.ts";
import { HELD } from "#app/api/wire/connections.ts";
import { addressOf } from "#app/api/wire/hosts.ts";
import {
  handle,
  handleAs,
  headersOf,
  publicAnswer,
  sendAnswer,
  sendPublic,
  type PublicAnswer,
} from "#app/api/wire/handle.ts";
import type { AnswerMemory } from "#app/api/wire/memory.ts";
import { problem, unprocessable } from "#app/api/wire/problem.ts";
import { nextRequestId } from "#app/api/wire/requests.ts";
import { doorReportBody, id, pointsQuery } from "./schemas.ts";

/** Questions of maps that may wait at once: beyond, whoever asks is told to come again. */
const MOST_MAPS = 60;
const turnstiles = new WeakMap<App, Turnstile>();

const GEOJSON = "application/geo+json; charset=utf-8";
/** The most things that a map answer holds, and the seconds for which an answer may be kept. */
const MOST_ON_MAP = 150;
const MAX_AGE = 5;

const featureOf = (point: PointSummary, door: DoorState, more: Record<string, unknown> = {}) => ({
  type: "Feature" as const,
  id: point.id,
  geometry: { type: "Point" as const, coordinates: [point.place.lng, point.place.lat] },
  properties: {
    name: point.name,
    name_en: point.name_en,
    kinds: point.kinds,
    address: point.address,
    ...more,
    open: { state: door.state, until: door.until, confirmed_at: door.confirmedAt },
    example: point.example,
  },
});

/** A tenth of a metre: the middle of many points is no more exact than one of them. */
const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

type PointsQuery = z.infer<typeof pointsQuery>;

/** The answer to a question for points; undefined where too many ask for maps at once, which are made one after another. */
function answerInTurn(app: App, query: PointsQuery, asked: URLSearchParams): Promise<PublicAnswer> | undefined {
  if (!query.bbox) return answerPoints(app, query, asked);
  const turnstile = turnstiles.get(app) ?? makeTurnstile(MOST_MAPS);
  turnstiles.set(app, turnstile);
  return turnstile(() => answerPoints(app, query, asked));
}

/** The answer to a question for points: nearest first, or what a map shows of a box. */
async function answerPoints(app: App, query: PointsQuery, asked: URLSearchParams): Promise<PublicAnswer> {
  const now = app.clock.now();
  const openAt = query.open === "now" ? now : query.open;
  if (query.bbox) {
    const shown = await showClusters(
      app,
      { box: query.bbox, zoom: query.zoom!, kind: query.kind, openAt, limit: MOST_ON_MAP },
      now,
    );
    const features = shown.map((thing) =>
      thing.kind === "point"
        ? featureOf(thing.point, thing.door)
        : {
            type: "Feature",
            geometry: { type: "Point", coordinates: [sixDecimals(thing.place.lng), sixDecimals(thing.place.lat)] },
            properties: { cluster: true, point_count: thing.count },
          },
    );
    return publicAnswer({ type: "FeatureCollection", features }, { type: GEOJSON, maxAge: MAX_AGE });
  }
  const found = await listNearby(
    app,
    { place: query.near!, radius: query.radius, kind: query.kind, openAt, limit: query.limit, offset: query.cursor },
    now,
  );
  const features = found.map(({ point, distance, door }) =>
    featureOf(point, door, { distance_m: Math.round(distance) }),
  );
  let link: string | undefined;
  if (found.length === query.limit && query.cursor + query.limit <= 1000) {
    const next = new URLSearchParams([...asked].filter(([name]) => name in pointsQuery.shape));
    next.set("cursor", String(query.cursor + query.limit));
    link = `</api/v1/points?${next}>; rel="next"`;
  }
  return publicAnswer({ type: "FeatureCollection", features }, { type: GEOJSON, maxAge: MAX_AGE, link });
}

/** A question as it was understood, in one way of writing it; names that mean nothing are not part of it. */
function asWritten({ near, bbox, ...query }: PointsQuery): string {
  const written = {
    ...(near && { near: `${near.lat},${near.lng}` }),
    ...(bbox && { bbox: [bbox.west, bbox.south, bbox.east, bbox.north].join() }),
    ...query,
  };
  return new URLSearchParams(
    Object.entries(written).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
}

/**
 * The question that is asked most, answered before express sees it; what it does not understand it leaves to
 * the route below. Answers whether it took the request.
 */
export function quickPoints(
  app: App,
  memory: AnswerMemory,
  trusts: (address: string, hop: number) => boolean,
  otherwise: RequestListener,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  const PATH = "/api/v1/points?";
  const always = safeHeaders(app.config.publicOrigin);
  return (req, res) => {
    if (req.method !== "GET" || !req.url?.startsWith(PATH)) return false;
    const address = req.url;
    const asked = new URLSearchParams(address.slice(PATH.length));
    const query = pointsQuery.safeParse(Object.fromEntries(asked));
    if (!query.success || new Set(asked.keys()).size !== asked.size) return false;
    const question = asWritten(query.data);
    if (memory.answerTo(question, req, res)) return true;
    if (limitRead(app, addressOf(req, trusts), query.data.bbox ? MAP_COUNTS : 1)) return false;
    const begun = memory.begin();
    const answering = answerInTurn(app, query.data, asked);
    if (!answering) return false;
    answering.then(
      (answer) => {
        memory.keep(question, address, answer, begun);
        sendAnswer(req, res, answer, { ...headersOf(answer, always), "x-request-id": nextRequestId() });
      },
      () => otherwise(req, res),
    );
    return true;
  };
}

export function pointsApi(app: App): Router {
  const router = Router();

  router.get(
    "/points",
    handle(async (req, res) => {
      const query = pointsQuery.safeParse(req.query);
      if (!query.success) return unprocessable(req, res, query.error);
      const answer = await answerInTurn(app, query.data, new URLSearchParams(req.query as Record<string, string>));
      if (!answer) return problem(req, res, 503, "too-much-at-once", {}, { "retry-after": String(HELD.retryAfter) });
      sendAnswer(req, res, answer);
    }),
  );

  router.get(
    "/points/:id",
    handle(async (req, res) => {
      const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
      if (!point) return problem(req, res, 404, "not-found");
      const now = app.clock.now();
      const door = (await watchDoors(app, [point], now)).get(point.id)!;
      const bank = await findBank(app.db, point.cityId, point.place);
      sendPublic(
        req,
        res,
        featureOf(point, door, {
          district: point.district,
          landmark: point.landmark,
          amenities: point.amenities,
          parking: point.parking,
          phone: point.phone,
          operator: point.operator?.name ?? null,
          zone: point.zone,
          bank: bank?.name ?? null,
          walk_in: point.dropIn,
          guide: point.guide,
        }),
        { type: GEOJSON, maxAge: MAX_AGE },
      );
    }),
  );

  router.get(
    "/points/:id/services",
    handle(async (req, res) => {
      const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
      if (!point) return problem(req, res, 404, "not-found");
      const services = (await findServicesOf(app.db, point.id)).map((service) => ({
        id: service.id,
        name: service.name,
        name_en: service.name_en,
        minutes: service.minutes,
        access: service.access,
        book: service.book,
        ...(service.link && { link: service.link }),
        for: service.forKinds,
        fee: service.fee,
        fee_note: service.feeNote,
        proof: service.proof,
        bring: service.bring,
        topics: service.topics.map(({ id, name, bring }) => ({ id, name, bring })),
        example: service.example,
      }));
      sendPublic(req, res, { services }, { maxAge: 60 });
    }),
  );

  router.post(
    "/points/:id/door-reports",
    handleAs(app, async (req, res, rider) => {
      const body = doorReportBody.safeParse(req.body);
      if (!body.success) return unprocessable(req, res, body.error);
      if (!id.safeParse(req.params.id).success) return problem(req, res, 404, "not-found");
      const limited =
        (await limitRate(app, LIMITS.doorReport, rider.deviceId)) ??
        (await limitStranger(app, LIMITS.doorAddress, rider, req.ip ?? "", `${req.params.id}:`));
      const wait = limited?.retryAfterSeconds;
      if (wait !== undefined)
        return problem(req, res, 429, "too-many", { seconds: wait }, { "retry-after": String(wait) });
      const outcome = await reportDoor(app, rider, req.params.id!, body.data.state);
      if (outcome.kind === "no-such-point") return problem(req, res, 404, "not-found");
      if (outcome.kind === "too-soon") {
        return problem(
          req,
          res,
          429,
          "too-many",
          { seconds: outcome.retryAfterSeconds },
          { "retry-after": String(outcome.retryAfterSeconds) },
        );
      }
      res.status(201).json({ id: outcome.id });
    }),
  );

  return router;
}
