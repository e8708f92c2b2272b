import { addPoints, type NewPoint } from "#app/features/places/points/add-points.server.ts";
import { AMENITIES } from "#app/features/places/points/amenities.ts";
import { findBanks } from "#app/features/places/cities/find-city.server.ts";
import { POINT_KINDS, type PointKind } from "#app/features/places/points/point.ts";
import { addService } from "#app/features/visiting/services/add-service.server.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilTime } from "#app/time/civil.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { chanceFrom } from "./chance.ts";
import { EVERY_DAY, hoursOn, weekly, WORKDAYS } from "./plan.ts";
import { seedDemo } from "./seed-demo.ts";

const HOURS = [
  hoursOn("every-day", weekly(EVERY_DAY, "00:00-24:00")),
  hoursOn("workdays", weekly(WORKDAYS, "09:00-18:00")),
  ...Array.from({ length: 30 }, (_, i) => {
    const hour = (n: number) => String(n).padStart(2, "0");
    return hoursOn(
      "every-day",
      weekly(EVERY_DAY, `${hour(6 + (i % 5))}:${i % 2 ? "30" : "00"}-${hour(17 + (i % 6))}:00`),
    );
  }),
];
const KIND_SHARES: [PointKind, number][] = [
  ["rest-point", 0.82],
  ["legal-desk", 0.05],
  ["labour-station", 0.05],
  ["classroom", 0.03],
  ["rider-clinic", 0.03],
  ["youth-station", 0.02],
];
const IN_ONE_CITY = 2000;
const BATCH = 250;

/**
 * Adds invented points to a store: the first 2,000 over the demonstration city of Wuhan (0.5° by 0.5°), the rest
 * over China, or all of them in that city. The same number gives the same points.
 */
export async function seedScale(app: App, options: { points: number; oneCity: boolean }): Promise<void> {
  await seedDemo(app);
  const banks = await findBanks(app.db, "wuhan");
  const chance = chanceFrom(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
  for (let at = 0; at < options.points; at += BATCH) {
    await inTransaction(app.db, async (trx) => {
      const batch = Array.from({ length: Math.min(BATCH, options.points - at) }, (_, i) => {
        const number = at + i;
        const inCity = options.oneCity || number < IN_ONE_CITY;
        return { id: app.ids.id(), point: pointAt(number, inCity, chance, pick) };
      });
      await addPoints(trx, batch, banks, app.clock.now());
      for (const { id, point } of batch) await addServices(app, trx, id, point, chance);
    });
  }
}

function pointAt(number: number, inCity: boolean, chance: () => number, pick: <T>(list: readonly T[]) => T): NewPoint {
  let share = chance();
  const kind = KIND_SHARES.find(([, part]) => (share -= part) < 0)?.[0] ?? POINT_KINDS[1];
  const place = inCity
    ? { lat: 30.33 + chance() * 0.5, lng: 114.03 + chance() * 0.5 }
    : { lat: 22 + chance() * 20, lng: 100 + chance() * 20 };
  return {
    cityId: "wuhan",
    externalId: `scale-${number}`,
    name: `示例站点 ${number}`,
    name_en: `Example point ${number}`,
    kinds: [kind],
    address: `示例路 ${number % 997} 号`,
    address_en: `${number % 997} Example Road`,
    district: "示例区",
    place,
    landmark: "",
    landmark_en: "",
    photo: null,
    amenities: AMENITIES.filter(() => chance() < 0.4),
    dropIn: kind === "rest-point",
    guide: "",
    guide_en: "",
    parking: "",
    parking_en: "",
    phone: "",
    urgent: false,
    example: true,
    hours: pick(HOURS),
    operator: null,
  };
}

async function addServices(
  app: App,
  trx: App["db"],
  pointId: string,
  point: NewPoint,
  chance: () => number,
): Promise<void> {
  const bookable = point.kinds[0] === "rider-clinic" && chance() < 0.2;
  await addService(
    trx,
    {
      id: app.ids.id(),
      pointId,
      name: bookable ? "门诊" : "歇脚、喝水",
      name_en: bookable ? "Clinic" : "Rest and water",
      minutes: 15,
      access: bookable ? "both" : "walk-in",
      book: "ours",
      link: null,
      forKinds: [],
      fee: "free",
      feeNote: "免费",
      feeNote_en: "Free",
      proof: ["uniform"],
      bring: [],
      bring_en: [],
      phoneNeeded: false,
      remoteNumbers: false,
      topics: [],
      example: true,
      rules: { quota: bookable ? 20 : null, noticeMinutes: 10, horizonDays: 3, cancelMinutes: 30, graceMinutes: 10 },
    },
    bookable
      ? [
          {
            id: app.ids.id(),
            days: EVERY_DAY,
            from: "09:00" as CivilTime,
            to: "17:00" as CivilTime,
            slotMinutes: 30,
            capacity: 2,
            calendar: "every-day",
          },
        ]
      : [],
    0,
  );
}
