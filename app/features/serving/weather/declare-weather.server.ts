import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findRidersMoved } from "#app/features/visiting/closures/close-slots.server.ts";
import { openWhatClosedAt } from "#app/features/visiting/closures/undo-closing.server.ts";
import { closeUncovered } from "#app/features/visiting/closures/set-point-date.server.ts";
import { findRidersBooked } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { listPoints } from "#app/features/places/points/list-points.server.ts";
import { takeBackPointDays, writePointDay } from "#app/features/places/hours/set-point-day.server.ts";
import { findStarrers } from "#app/features/places/stars/star-point.server.ts";
import { addNoticeBy, takeBackNotices } from "#app/features/places/notices/write-notice.server.ts";
import { findServicesAt } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable, type Service } from "#app/features/visiting/services/service.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate, type CivilTime } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { instantAt } from "#app/time/zone.ts";
import { datesOfAct, type WeatherAct } from "./weather-act.ts";
import { actById, actsOf, endAct, insertAct } from "./weather-acts.store.server.ts";
import type { WeatherEdit } from "./weather-form.ts";

/** The most points that one act changes the hours of. */
const MOST_POINTS = 5000;

export interface WeatherEffect {
  points: number;
  riders: number;
}

/** Which points an act would hold for, and how many riders would be told: shown before it is made. */
export async function previewWeather(db: Db, cityId: string, edit: WeatherEdit): Promise<WeatherEffect> {
  const points = await pointsOf(db, cityId, edit);
  return {
    points: points.length,
    riders: (
      await ridersOf(
        db,
        points.map(({ id }) => id),
        edit,
      )
    ).length,
  };
}

/**
 * Changes the hours and notices of many points in one act. What its hours no longer cover is closed, and moved or
 * cancelled with it. Those who booked or saved one of the points are told by what follows from it.
 */
export async function declareWeather(
  app: App,
  actor: Actor,
  cityId: string,
  edit: WeatherEdit,
): Promise<{ kind: "declared"; act: WeatherAct } | { kind: "no-such-city" } | { kind: "no-points" }> {
  const now = app.clock.now();
  const city = (await findCities(app.db)).find(({ id }) => id === cityId);
  if (!city) return { kind: "no-such-city" };
  return inTransaction(app.db, async (trx) => {
    const points = await pointsOf(trx, cityId, edit);
    if (points.length === 0) return { kind: "no-points" as const };
    const act: WeatherAct = { ...edit, id: app.ids.id(), cityId, points: points.length, madeAt: now, endedAt: null };
    await insertAct(trx, act, actor.id);
    const begins = instantAt(act.fromDate, "00:00" as CivilTime, city.zone);
    const notice = {
      title: act.title,
      title_en: act.title_en,
      body: act.body,
      body_en: act.body_en,
      startsAt: begins < now ? begins : now,
      endsAt: instantAt(plusDays(act.toDate, 1), "00:00" as CivilTime, city.zone),
    };
    // One notice for a city or a district; only a choice of kinds needs one at each point.
    if (act.kinds.length === 0)
      await addNoticeBy(
        app,
        trx,
        actor,
        notice,
        { cityId, ...(act.district && { district: act.district }) },
        act.id,
        now,
      );
    const bookable = new Map<string, Service[]>();
    for (const service of act.spans
      ? (
          await findServicesAt(
            trx,
            points.map(({ id }) => id),
          )
        ).filter(isBookable)
      : [])
      bookable.set(service.pointId, [...(bookable.get(service.pointId) ?? []), service]);
    for (const point of points) {
      if (act.kinds.length > 0) await addNoticeBy(app, trx, actor, notice, { cityId, pointId: point.id }, act.id, now);
      if (act.spans === null) continue;
      for (const date of datesOfAct(act)) {
        await writePointDay(
          trx,
          point.id,
          date,
          { spans: act.spans, reason: act.title, reason_en: act.title_en },
          act.id,
        );
        await closeUncovered(
          app,
          trx,
          actor,
          { id: point.id, zone: city.zone },
          bookable.get(point.id) ?? [],
          date,
          act.spans,
          now,
        );
      }
    }
    await record(trx, app.ids, now, {
      actor,
      verb: "weather.declared",
      subject: { kind: "weather", id: act.id },
      pointId: null,
      before: {},
      after: {
        city: cityId,
        district: act.district,
        from: act.fromDate,
        to: act.toDate,
        points: points.length,
        closes: act.spans?.length === 0,
      },
    });
    return { kind: "declared" as const, act };
  });
}

/** Ends an act early: its notices end, the dates go back to the week and can be booked again. Bookings that it moved stay where they are. */
export async function endWeather(app: App, actor: Actor, cityId: string, id: string): Promise<"ended" | "no-such-act"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const act = await actById(trx, id);
    if (!act || !(await endAct(trx, cityId, id, now))) return "no-such-act";
    if (act.spans) await openWhatClosedAt(app, trx, act.madeAt, cityToday(now), now);
    await takeBackNotices(trx, id, now);
    await takeBackPointDays(trx, id);
    await record(trx, app.ids, now, {
      actor,
      verb: "weather.ended",
      subject: { kind: "weather", id },
      pointId: null,
      before: {},
      after: { city: cityId },
    });
    return "ended";
  });
}

export async function listWeather(db: Db, cityId: string): Promise<WeatherAct[]> {
  return actsOf(db, cityId, 20);
}

/** An act with the devices that are to be told of it. */
export async function weatherForMessages(
  db: Db,
  id: string,
): Promise<{ act: WeatherAct; deviceIds: string[]; pointId: string | undefined } | undefined> {
  const act = await actById(db, id);
  if (!act) return undefined;
  const points = await pointsOf(db, act.cityId, act);
  // Whom the act itself moved away had booked there too.
  const moved = act.spans ? await findRidersMoved(db, act.madeAt) : [];
  return {
    act,
    deviceIds: [
      ...new Set([
        ...(await ridersOf(
          db,
          points.map((point) => point.id),
          act,
        )),
        ...moved,
      ]),
    ],
    pointId: points[0]?.id,
  };
}

/** The earliest date that it can be anywhere in a city when it is `now`. */
const cityToday = (now: Instant) => plusDays(now.slice(0, 10) as CivilDate, -1);

async function pointsOf(db: Db, cityId: string, scope: Pick<WeatherAct, "district" | "kinds">) {
  return listPoints(db, cityId, { district: scope.district ?? undefined, kinds: scope.kinds, limit: MOST_POINTS });
}

async function ridersOf(db: Db, pointIds: string[], act: Pick<WeatherAct, "fromDate" | "toDate">): Promise<string[]> {
  return [
    ...new Set([
      ...(await findRidersBooked(db, pointIds, act.fromDate, act.toDate)),
      ...(await findStarrers(db, pointIds)),
    ]),
  ];
}
