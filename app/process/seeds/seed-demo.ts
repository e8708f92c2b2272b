import { addPoints } from "#app/features/places/points/add-points.server.ts";
import { addConvenience } from "#app/features/places/surroundings/find-conveniences.server.ts";
import { addNotice } from "#app/features/places/notices/find-notices.server.ts";
import { addCity } from "#app/features/places/cities/add-city.server.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { addService } from "#app/features/visiting/services/add-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Db } from "#db/db.ts";
import { chongqing } from "./chongqing.ts";
import type { SeedCity, SeedPoint, SeedService } from "./plan.ts";
import { seedStaff } from "./seed-staff.ts";
import { wuhan } from "./wuhan.ts";

/** Fills an empty store with the demonstration cities, in one transaction; a store that holds a city is left alone. */
export async function seedDemo(app: App): Promise<boolean> {
  if ((await findCities(app.db)).length > 0) return false;
  return inTransaction(app.db, async (trx) => {
    if ((await findCities(trx)).length > 0) return false;
    const clinic = await seedCity(app, trx, wuhan, 0);
    const desk = await seedCity(app, trx, chongqing, 1);
    await seedStaff(app, trx, { cityId: wuhan.plan.city.id, clinic, desk, deskCity: chongqing.plan.city.id });
    return true;
  });
}

/** Answers the id of the city's first point: the real one. */
async function seedCity(app: App, trx: Db, city: SeedCity, position: number): Promise<string> {
  const ids: string[] = [];
  const now = app.clock.now();
  const cityId = city.plan.city.id;
  await addCity(trx, city.plan, position);
  for (const { point, services } of city.points) {
    const id = app.ids.id();
    ids.push(id);
    const operator = { id: app.ids.id(), enforces: false, ...point.operator };
    await addPoints(
      trx,
      [{ id, point: { ...point, cityId, externalId: null, example: true, operator } }],
      city.plan.banks,
      now,
    );
    await seedServices(app, trx, id, services);
  }
  for (const item of city.conveniences) await addConvenience(trx, cityId, { ...item, id: app.ids.id(), example: true });
  for (const notice of city.notices) {
    await addNotice(
      trx,
      {
        ...notice,
        id: app.ids.id(),
        startsAt: plusMinutes(now, -1440),
        endsAt: plusMinutes(now, 365 * 1440),
        example: true,
      },
      { cityId },
    );
  }
  return ids[0]!;
}

async function seedServices(app: App, trx: Db, pointId: string, services: SeedPoint["services"]): Promise<void> {
  for (const [position, { schedules = [], ...seed }] of services.entries()) {
    const service = serviceOf(app, pointId, seed);
    await addService(
      trx,
      service,
      schedules.map((schedule) => ({ ...schedule, id: app.ids.id() })),
      position,
    );
  }
}

function serviceOf(app: App, pointId: string, seed: SeedService): Service {
  const { topics = [], rules, ...rest } = seed;
  return {
    minutes: 15,
    access: "walk-in",
    book: "ours",
    link: null,
    forKinds: [],
    fee: "free",
    feeNote: "",
    feeNote_en: "",
    proof: [],
    bring: [],
    bring_en: [],
    phoneNeeded: false,
    remoteNumbers: false,
    rules: { quota: null, noticeMinutes: 0, horizonDays: 14, cancelMinutes: 0, graceMinutes: 10, ...rules },
    ...rest,
    id: app.ids.id(),
    pointId,
    example: true,
    topics: topics.map((topic) => ({ bring: [], bring_en: [], ...topic, id: app.ids.id() })),
  };
}
