import { Router } from "express";
import { watchDoors } from "../features/door/watch-doors.server.ts";
import type { DoorState } from "../features/door/door-state.ts";
import { findPoint } from "../features/network/find-point.server.ts";
import type { PointSummary } from "../features/network/point.ts";
import { findBank } from "../features/network/find-city.server.ts";
import { reportDoor } from "../features/network/report-door.server.ts";
import { listNearby } from "../features/nearby/list-nearby.server.ts";
import { showClusters } from "../features/nearby/show-clusters.server.ts";
import { LIMITS } from "../features/people/rate-limit.ts";
import { limitRate } from "../features/people/limit-rate.server.ts";
import { findServicesOf } from "../features/services/find-service.server.ts";
import type { App } from "../platform/app.ts";
import { handle, handleAs, sendPublic } from "./handle.ts";
import type { AnswerMemory } from "./memory.ts";
import { problem, unprocessable } from "./problem.ts";
import { doorReportBody, id, pointsQuery } from "./schemas.ts";

const GEOJSON = "application/geo+json; charset=utf-8";
/** The most things that a map answer holds, and the seconds for which an answer may be kept. */
const MOST_ON_MAP = 150;
const MAX_AGE = 5;

const featureOf = (point: PointSummary, door: DoorState, more: Record<string, unknown> = {}) => ({
  type: "Feature" as const,
  id: point.id,
  geometry: { type: "Point" as const, coordinates: [point.place.lng, point.place.lat] },
  properties: {
    name: point.name, name_en: point.name_en, kinds: point.kinds, address: point.address, ...more,
    open: { state: door.state, until: door.until, confirmed_at: door.confirmedAt }, example: point.example,
  },
});

export function pointsApi(app: App, memory: AnswerMemory): Router {
  const router = Router();

  router.get("/points", handle(async (req, res) => {
    const parsed = pointsQuery.safeParse(req.query);
    if (!parsed.success) return unprocessable(req, res, parsed.error);
    const query = parsed.data;
    const now = app.clock.now();
    const openAt = query.open === "now" ? now : query.open;
    let features: unknown[];
    if (query.bbox) {
      const shown = await showClusters(app, { box: query.bbox, zoom: query.zoom!, kind: query.kind, openAt, limit: MOST_ON_MAP }, now);
      features = shown.map((thing) => thing.kind === "point"
        ? featureOf(thing.point, thing.door)
        : { type: "Feature", geometry: { type: "Point", coordinates: [thing.place.lng, thing.place.lat] }, properties: { cluster: true, point_count: thing.count } });
    } else {
      const found = await listNearby(app, { place: query.near!, radius: query.radius, kind: query.kind, openAt, limit: query.limit, offset: query.cursor }, now);
      features = found.map(({ point, distance, door }) => featureOf(point, door, { distance_m: Math.round(distance) }));
      if (found.length === query.limit && query.cursor + query.limit <= 1000) {
        const next = new URLSearchParams(req.query as Record<string, string>);
        next.set("cursor", String(query.cursor + query.limit));
        res.set("link", `</api/v1/points?${next}>; rel="next"`);
      }
    }
    const body = sendPublic(req, res, { type: "FeatureCollection", features }, { type: GEOJSON, maxAge: MAX_AGE });
    if (!res.getHeader("link")) memory.keep(req.originalUrl, body, GEOJSON, MAX_AGE);
  }));

  router.get("/points/:id", handle(async (req, res) => {
    const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
    if (!point) return problem(req, res, 404, "not-found");
    const now = app.clock.now();
    const door = (await watchDoors(app, [point], now)).get(point.id)!;
    const bank = await findBank(app.db, point.cityId, point.place);
    sendPublic(req, res, featureOf(point, door, {
      district: point.district, landmark: point.landmark, amenities: point.amenities, parking: point.parking, phone: point.phone,
      operator: point.operator?.name ?? null, zone: point.zone, bank: bank?.name ?? null, walk_in: point.dropIn, guide: point.guide,
    }), { type: GEOJSON, maxAge: MAX_AGE });
  }));

  router.get("/points/:id/services", handle(async (req, res) => {
    const point = id.safeParse(req.params.id).success ? await findPoint(app.db, req.params.id!) : undefined;
    if (!point) return problem(req, res, 404, "not-found");
    const services = (await findServicesOf(app.db, point.id)).map((service) => ({
      id: service.id, name: service.name, name_en: service.name_en, minutes: service.minutes, access: service.access, book: service.book,
      ...(service.link && { link: service.link }), for: service.forKinds, fee: service.fee, fee_note: service.feeNote,
      proof: service.proof, bring: service.bring, topics: service.topics.map(({ id, name, bring }) => ({ id, name, bring })), example: service.example,
    }));
    sendPublic(req, res, { services }, { maxAge: 60 });
  }));

  router.post("/points/:id/door-reports", handleAs(app, async (req, res, rider) => {
    const body = doorReportBody.safeParse(req.body);
    if (!body.success) return unprocessable(req, res, body.error);
    if (!id.safeParse(req.params.id).success) return problem(req, res, 404, "not-found");
    const limited = await limitRate(app, LIMITS.doorReport, rider.deviceId);
    const wait = limited?.retryAfterSeconds;
    if (wait !== undefined) return problem(req, res, 429, "too-many", { seconds: wait }, { "retry-after": String(wait) });
    const outcome = await reportDoor(app, rider, req.params.id!, body.data.state);
    if (outcome.kind === "no-such-point") return problem(req, res, 404, "not-found");
    if (outcome.kind === "too-soon") {
      return problem(req, res, 429, "too-many", { seconds: outcome.retryAfterSeconds }, { "retry-after": String(outcome.retryAfterSeconds) });
    }
    res.status(201).json({ id: outcome.id });
  }));

  return router;
}
