import { inTransaction } from "#db/transaction.server.ts";
import { rings } from "#app/features/places/map/cells.ts";
import { findBanks, findCities, findLandmarks } from "#app/features/places/cities/find-city.server.ts";
import { findPhones, findPoints } from "#app/features/places/points/find-point.server.ts";
import { patternsOf, readHoursOf } from "#app/features/places/doors/judge-opening.server.ts";
import { NO_DATES } from "#app/features/places/hours/opening.ts";
import { RADIUS } from "#app/features/places/map/place.ts";
import type { City } from "#app/features/places/cities/city.ts";
import { findPointsAround } from "#app/features/places/points/search-points.server.ts";
import { findNotices } from "#app/features/places/notices/find-notices.server.ts";
import { findServicesAt } from "#app/features/visiting/services/find-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { App } from "#app/platform/app.ts";
import { makeMemory, weighJson, type Memory } from "#app/platform/memory.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { DAYS_KNOWN, MOST_POINTS, PACK_FORM, type CityPack } from "./city-pack.ts";
import { packPoint, shortId, type OfflineService, type PackedPoint } from "./packed-point.ts";
import { changedAt, isVersion, keptPoints, pointsChanged, writePoints, type KeptPoint } from "./packs.store.server.ts";

/** Minutes for which a pack is not compared again: what a phone keeps may be that old. */
const COMPARED_EVERY = 1;
/** Days for which differences are told; an older phone is given all. */
const DIFFERENCES_FOR = 14;
const compared = new WeakMap<App["db"], Memory<Instant>>();

/** Brings a city's pack to what the store says now: only points that changed are written, and those that left are noted. */
export async function remakePack(app: Pick<App, "db" | "clock">, city: City): Promise<number> {
  const now = app.clock.now();
  const fresh = await currentPoints(app, city, dateIn(city.zone, now));
  return inTransaction(app.db, async (trx) => {
    const kept = await keptPoints(trx, city.id);
    const changed = new Map<string, KeptPoint>();
    for (const [id, point] of fresh) {
      const before = kept.get(id);
      if (before?.zh !== point.zh || before.en !== point.en) changed.set(id, point);
    }
    for (const [id, { zh }] of kept) if (zh !== "" && !fresh.has(id)) changed.set(id, { zh: "", en: "" });
    if (changed.size === 0) return 0;
    // Differences are asked for by this moment: it must be later than any that was handed out.
    const last = await changedAt(trx, city.id);
    await writePoints(trx, city.id, changed, last && last >= now ? plusMinutes(last, 1 / 60_000) : now);
    return changed.size;
  });
}

/** A pack that may be made: `stamp` tells it from every other, so that who has it, or keeps it, need not have it made. */
export interface OfferedPack {
  stamp: string;
  difference: boolean;
  made: Instant;
  make(): Promise<CityPack>;
}

/** A city's pack in one language; with `since` only what changed after that version, where that is not long ago. Undefined for an unknown city. */
export async function offerPack(
  app: Pick<App, "db" | "clock" | "calendar">,
  cityId: string,
  language: Language,
  since: Instant | undefined,
): Promise<OfferedPack | undefined> {
  const cities = await findCities(app.db);
  const city = cities.find(({ id }) => id === cityId);
  if (!city) return undefined;
  const now = app.clock.now();
  const times = compared.get(app.db) ?? makeMemory<Instant>("packs-compared");
  compared.set(app.db, times);
  const last = times.get(city.id);
  if (!last || last > now || plusMinutes(last, COMPARED_EVERY) < now) {
    times.set(city.id, now);
    await remakePack(app, city);
  }
  const version = (await changedAt(app.db, city.id)) ?? now;
  // Only from a version that was handed out: every other moment would be a difference of its own to make.
  const difference =
    since !== undefined &&
    since <= version &&
    since > plusMinutes(now, -DIFFERENCES_FOR * 1440) &&
    (await isVersion(app.db, city.id, since));
  const today = dateIn(city.zone, now);
  const notices = await findNotices(app.db, { cityId: city.id }, now);
  const make = async (): Promise<CityPack> => {
    const rows = await pointsChanged(app.db, city.id, language, difference ? since : undefined);
    const dates = Array.from({ length: DAYS_KNOWN + 2 }, (_, i) => plusDays(today, i - 1));
    return {
      form: PACK_FORM,
      city,
      cities,
      made: now,
      version,
      difference,
      hours: Object.fromEntries(await patternsOf(app.db, await hoursInPack(app.db, city.id, version))),
      days: {
        special: dates
          .map((date) => [date, app.calendar(date)] as [CivilDate, ReturnType<App["calendar"]>])
          .filter(([, { kind }]) => kind !== "ordinary"),
        until: dates.at(-1)!,
      },
      banks: await findBanks(app.db, city.id),
      landmarks: await findLandmarks(app.db, city.id),
      notices,
      points: rows.filter(({ json }) => json !== "").map(({ json }) => JSON.parse(json) as PackedPoint),
      gone: difference ? rows.filter(({ json }) => json === "").map(({ id }) => shortId(id)) : [],
    };
  };
  return {
    stamp: [
      PACK_FORM,
      city.id,
      language,
      version,
      today,
      difference ? since : "",
      ...notices.map(({ id, endsAt }) => `${id} ${endsAt}`),
    ].join("|"),
    difference,
    made: now,
    make,
  };
}

/** The hours that the points of a pack keep, remembered for its version: every answer names them all. */
async function hoursInPack(db: App["db"], cityId: string, version: Instant): Promise<string[]> {
  const byCity = patterns.get(db) ?? makeMemory<{ version: Instant; ids: string[] }>("packs-hours", weighJson);
  patterns.set(db, byCity);
  const known = byCity.get(cityId);
  if (known?.version === version) return known.ids;
  const ids = [
    ...new Set(
      (await pointsChanged(db, cityId, "zh", undefined)).map(({ json }) => (JSON.parse(json) as PackedPoint)[6]),
    ),
  ].filter(Boolean);
  byCity.set(cityId, { version, ids });
  return ids;
}
const patterns = new WeakMap<App["db"], Memory<{ version: Instant; ids: string[] }>>();

/** The points of a pack as the store has them: those nearest to the middle of the city, in both languages. */
async function currentPoints(app: Pick<App, "db">, city: City, today: CivilDate): Promise<Map<string, KeptPoint>> {
  let placed: { id: string }[] = [];
  for (const metres of rings(RADIUS.most)) {
    placed = await findPointsAround(app.db, city.centre, metres, {});
    if (placed.length >= MOST_POINTS) break;
  }
  const ids = placed.slice(0, MOST_POINTS).map(({ id }) => id);
  const points = [...(await findPoints(app.db, ids)).values()].filter(({ cityId }) => cityId === city.id);
  const phones = await findPhones(app.db, ids);
  const { dated } = await readHoursOf(app.db, points, today, DAYS_KNOWN);
  const services = new Map<string, Service[]>();
  for (const service of await findServicesAt(app.db, ids))
    services.set(service.pointId, [...(services.get(service.pointId) ?? []), service]);
  return new Map(
    points.map((point) => {
      const offered = offeredOf(services.get(point.id) ?? []);
      const inWords = (language: Language) =>
        JSON.stringify(
          packPoint({
            ...point,
            ...point.place,
            name: language === "zh" ? point.name : point.name_en,
            address: language === "zh" ? point.address : point.address_en,
            phone: phones.get(point.id) ?? "",
            services: offered,
            dated: new Map(
              [...(dated.get(point.id) ?? NO_DATES)].map(([date, day]) => [
                date,
                { ...day, reason: language === "zh" ? day.reason : day.reason_en },
              ]),
            ),
          }),
        );
      return [point.id, { zh: inWords("zh"), en: inWords("en") }];
    }),
  );
}

/** What a phone keeps of a point's services: those whose numbers are given here, alike ones once. */
function offeredOf(services: Service[]): OfflineService[] {
  const ours = services.filter(({ book }) => book !== "theirs");
  const kept = new Map(
    (ours.length > 0 ? ours : services).map(({ forKinds, fee, proof }) => [
      JSON.stringify([forKinds, fee, proof]),
      { forKinds, fee, proof },
    ]),
  );
  return [...kept.values()];
}
