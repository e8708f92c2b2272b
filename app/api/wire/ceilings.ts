import type { RequestHandler } from "express";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import { addressIndex } from "#app/features/ground/limits/limit-address.server.ts";
import { limitHere, limitRate, limitsCount } from "#app/features/ground/limits/limit-rate.server.ts";
import { HERE, LIMITS, MAP_COUNTS, type RateLimit } from "#app/features/ground/limits/rate-limit.ts";
import { isVerified } from "#app/features/people/riders/verified-phone.server.ts";
import type { App } from "#app/platform/app.ts";
import { sessionTokenOf } from "#app/platform/session-cookie.server.ts";
import { riderOf } from "./handle.ts";
import { tooMany } from "./problem.ts";

/**
 * What an act is counted as, beside the ceilings that every write has: a limit, by whoever is signed in, else by address;
 * `own` where its handler counts more closely, by what it costs or whom it reaches; `plain` where the ceilings of all are enough.
 */
export type Ceiling = RateLimit | "own" | "plain";

/** Every write of the interface. A call that is not here does not pass the tests. */
export const API_CEILINGS: Record<string, Ceiling> = {
  "POST /sessions": "own",
  "POST /bookings": "own",
  "POST /bookings/:id/cancel": LIMITS.cancel,
  "POST /bookings/:id/move": LIMITS.move,
  "POST /waitlist": "own",
  "POST /waitlist/:id/accept": LIMITS.line,
  "POST /waitlist/:id/leave": LIMITS.line,
  "POST /points/:id/tickets": "own",
  "POST /tickets/:id/hold": LIMITS.hold,
  "POST /tickets/:id/resume": LIMITS.hold,
  "POST /tickets/:id/leave": LIMITS.hold,
  "POST /points/:id/door-reports": "own",
  "PUT /push-subscriptions": LIMITS.subscribe,
  "DELETE /push-subscriptions": LIMITS.subscribe,
  "POST /push-subscriptions/test": "own",
  "PUT /staff/push-subscriptions": LIMITS.subscribe,
  "DELETE /staff/push-subscriptions": LIMITS.subscribe,
  "POST /staff/push-subscriptions/test": "own",
  "POST /inbox/:id/read": LIMITS.setting,
  "POST /services/:id/call-next": LIMITS.deskAct,
  "POST /check-ins": LIMITS.deskAct,
  "POST /points/:id/visits": LIMITS.deskAct,
  "DELETE /points/:id/visits/:visit": LIMITS.deskAct,
  "PUT /services/:id/days/:date": LIMITS.deskAct,
  "POST /staff/passkeys/options": LIMITS.peopleAct,
  "POST /staff/passkeys": LIMITS.peopleAct,
  "POST /staff/sign-in/options": "own",
  "POST /staff/sign-in": "own",
};

/** Every page with an action, by the name of its route's file. */
export const PAGE_CEILINGS: Record<string, Ceiling> = {
  "serving/city/import-table": LIMITS.peopleAct,
  "serving/city/city-people": LIMITS.peopleAct,
  "serving/city/edit-city-point": LIMITS.cityAct,
  "serving/city/city-weather": LIMITS.peopleAct,
  "serving/desk/today": LIMITS.deskAct,
  "serving/desk/book-at-desk": LIMITS.deskAct,
  "serving/desk/point-calendar": LIMITS.cityAct,
  "serving/desk/point-people": LIMITS.peopleAct,
  "serving/desk/point-roster": LIMITS.cityAct,
  "serving/desk/point-services": LIMITS.cityAct,
  "serving/desk/point-slots": LIMITS.cityAct,
  "serving/desk/point-tasks": LIMITS.cityAct,
  "serving/duty/own-duty": LIMITS.cityAct,
  "serving/duty/own-ways-in": LIMITS.peopleAct,
  "serving/staff/staff-entrance": LIMITS.enter,
  "serving/staff/join": LIMITS.way,
  "serving/staff/sign-out": LIMITS.enter,
  "rider/visiting/own-booking": LIMITS.cancel,
  "rider/visiting/move-own-booking": LIMITS.move,
  "rider/me/carry-in": LIMITS.way,
  "rider/visiting/take-number-at-door": "own",
  "rider/me/own-inbox": LIMITS.setting,
  "rider/me/me": LIMITS.setting,
  "rider/me/carry-out": "own",
  "rider/me/own-information": LIMITS.forget,
  "rider/me/own-phone": "own",
  "rider/me/own-reminders": LIMITS.setting,
  "rider/finding/see-point": LIMITS.star,
  "rider/visiting/book-slot": "own",
  "rider/me/looks": LIMITS.setting,
  "rider/me/stop-texts": LIMITS.way,
  "rider/visiting/own-ticket": LIMITS.hold,
  "rider/visiting/own-place-in-line": LIMITS.line,
};

/** Who writes, as ceilings count them. */
export interface Writer {
  address: string;
  /** The session of whoever is signed in as a rider, and their device. */
  rider?: { deviceId: string } | undefined;
  /** Whoever serves, or a key of another system: their id. */
  serves?: string | undefined;
}

/** Counts one write; the seconds to wait when any of its ceilings is reached. Everybody's are counted here; an act's own in the store, for all processes. */
export async function limitWrite(
  app: App,
  ceiling: Ceiling,
  { address, rider, serves }: Writer,
): Promise<{ retryAfterSeconds: number } | undefined> {
  if (!limitsCount(app)) return undefined;
  const net = addressIndex(app, address);
  const who = serves ?? rider?.deviceId;
  const spent = who === undefined ? undefined : limitHere(app, serves === undefined ? HERE.write : HERE.serve, who);
  if (spent) return spent;
  if (serves === undefined && !(rider && (await isVerified(app.db, rider)))) {
    const crowded = limitHere(app, HERE.writeAddress, net);
    if (crowded) return crowded;
  }
  return typeof ceiling === "string" ? undefined : limitRate(app, ceiling, who ?? net);
}

const PATTERNS = Object.entries(API_CEILINGS).map(([name, ceiling]) => {
  const [method, path] = name.split(" ") as [string, string];
  return { method, path: new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}/?$`, "i"), ceiling };
});

/** What a call of the interface is counted as; one that nobody knows as every write is. */
export const apiCeiling = (method: string, path: string): Ceiling =>
  PATTERNS.find((one) => one.method === method && one.path.test(path))?.ceiling ?? "plain";

/** Refuses writes of the interface beyond their ceilings, before anything of them happens. */
export function limitWrites(app: App): RequestHandler {
  return (req, res, next) => {
    if (req.method === "GET" || req.method === "HEAD" || !limitsCount(app)) return next();
    const writer = async (): Promise<Writer> => {
      const address = req.ip ?? "";
      const token = sessionTokenOf(req, "staff");
      const asker = token ? (await findAsker(app, token)).asker : undefined;
      if (asker && asker.kind !== "rider")
        return { address, serves: asker.kind === "staff" ? asker.staff.id : asker.id };
      return { address, rider: await riderOf(app, req) };
    };
    writer()
      .then((who) => limitWrite(app, apiCeiling(req.method, req.path), who))
      .then((spent) => (spent ? tooMany(req, res, spent.retryAfterSeconds) : next()), next);
  };
}

/** Refuses reads beyond what an address may read in a minute; `counts` is how much one counts for. */
export function limitReads(app: App): RequestHandler {
  return (req, res, next) => {
    if ((req.method !== "GET" && req.method !== "HEAD") || !limitsCount(app)) return next();
    const spent = limitRead(
      app,
      req.ip ?? "",
      req.query.bbox === undefined && req.query.since === undefined ? 1 : MAP_COUNTS,
    );
    return spent ? tooMany(req, res, spent.retryAfterSeconds) : next();
  };
}

/** Counts one read of an address; the seconds to wait when its budget is spent. */
export const limitRead = (app: App, address: string, counts = 1) =>
  limitsCount(app) ? limitHere(app, HERE.read, addressIndex(app, address), counts) : undefined;
