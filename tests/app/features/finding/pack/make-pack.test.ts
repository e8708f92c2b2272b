import { brotliCompressSync, constants } from "node:zlib";
import { expect, test } from "vitest";
import { AMENITIES } from "#app/features/places/points/amenities.ts";
import { writePointDay } from "#app/features/places/hours/set-point-day.server.ts";
import { placePoint } from "#app/features/places/points/place-point.server.ts";
import { mergePack, type CityPack } from "#app/features/finding/pack/city-pack.ts";
import { offerPack, remakePack } from "#app/features/finding/pack/make-pack.server.ts";
import { longId, packPoint, shortId, unpackPoint } from "#app/features/finding/pack/packed-point.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { NO_DATES } from "#app/features/places/hours/opening.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { NOW, testApp, type TestApp } from "#tests/support/app.ts";

const readPack = async (...asked: Parameters<typeof offerPack>) => (await offerPack(...asked))?.make();
const wuhan = async (app: TestApp) => (await findCities(app.db)).find(({ id }) => id === "wuhan")!;
const later = (app: TestApp, minutes: number) => app.clock.set(plusMinutes(app.clock.now(), minutes));

test("a point that is packed and unpacked is the same, with the order of its kinds", () => {
  const point = {
    id: "01936a1b-2c3d-7e4f-8a9b-0c1d2e3f4a5b",
    name: "江汉路骑手驿站",
    kinds: ["legal-desk" as const, "rest-point" as const],
    lat: 30.58123,
    lng: 114.28456,
    bank: "hankou",
    hoursId: "abcd",
    amenities: ["toilet" as const, "charging" as const],
    dropIn: true,
    example: true,
    address: "江汉路 1 号",
    phone: "02712345678",
    services: [{ forKinds: ["truck" as const], fee: "paid" as const, proof: ["driver-certificate" as const] }],
    dated: NO_DATES,
  };
  expect(unpackPoint(packPoint(point))).toEqual(point);
  expect(longId(shortId(point.id))).toBe(point.id);
});

test("a pack holds the city's points and nobody else's, and is made once for what did not change", async () => {
  const app = await testApp();
  const pack = (await readPack(app, "wuhan", "zh", undefined))!;
  const points = pack.points.map(unpackPoint);
  const stored = await app.db
    .selectFrom("points")
    .select(["id", "name"])
    .where("city_id", "=", "wuhan")
    .where("lat", "is not", null)
    .execute();
  expect(points.map(({ id }) => id).sort()).toEqual(stored.map(({ id }) => id).sort());
  expect(points.find(({ name }) => name === "骑手门诊 · 武汉市第四医院")).toMatchObject({
    kinds: ["rider-clinic"],
    dropIn: true,
    example: true,
  });
  for (const { hoursId } of points) if (hoursId) expect(pack.hours[hoursId]).toBeDefined();
  expect(await remakePack(app, await wuhan(app))).toBe(0);
  expect(await readPack(app, "nowhere", "zh", undefined)).toBeUndefined();
});

test("a difference holds what changed and no more, and what a phone makes of it is the whole", async () => {
  const app = await testApp();
  const first = (await readPack(app, "wuhan", "en", undefined))!;
  const [moved, closed, gone] = first.points.map(unpackPoint);
  later(app, 5);
  await placePoint(app, { kind: "system", id: "test" }, moved!.id, { lat: 30.6, lng: 114.3 });
  await writePointDay(
    app.db,
    closed!.id,
    "2026-11-26" as never,
    { spans: [], reason: "台风", reason_en: "Typhoon" },
    null,
  );
  await app.db.updateTable("points").set({ lat: null, lng: null }).where("id", "=", gone!.id).execute();
  await app.db.deleteFrom("point_places").where("point_id", "=", gone!.id).execute();
  const news = (await readPack(app, "wuhan", "en", first.version))!;
  expect(news.difference).toBe(true);
  expect(
    news.points
      .map(unpackPoint)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([moved!.id, closed!.id].sort());
  expect(news.gone).toEqual([shortId(gone!.id)]);
  expect(Object.keys(news.hours).sort()).toEqual(Object.keys(first.hours).sort());
  const byId = (pack: CityPack) => [...pack.points].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const whole = (await readPack(app, "wuhan", "en", undefined))!;
  expect(byId(mergePack(first, news))).toEqual(byId(whole));
  expect(
    whole.points
      .map(unpackPoint)
      .find(({ id }) => id === closed!.id)!
      .dated.get("2026-11-26" as never),
  ).toMatchObject({ spans: [], reason: "Typhoon" });
  // A phone that is up to date is sent nothing; one from another time is sent all.
  expect((await readPack(app, "wuhan", "en", whole.version))!.points).toEqual([]);
  expect((await readPack(app, "wuhan", "en", plusMinutes(NOW, 100_000)))!.difference).toBe(false);
});

test("two changes in one moment are two versions", async () => {
  const app = await testApp();
  const city = await wuhan(app);
  const first = (await readPack(app, "wuhan", "zh", undefined))!;
  const ids = first.points.slice(0, 2).map((point) => longId(point[0]));
  for (const id of ids) {
    await placePoint(app, { kind: "system", id: "test" }, id, { lat: 30.61, lng: 114.31 });
    await remakePack(app, city);
  }
  later(app, 5);
  const versions = (
    await app.db.selectFrom("pack_points").select("changed_at").where("point_id", "in", ids).execute()
  ).map((row) => row.changed_at);
  expect(new Set(versions).size).toBe(2);
});

test("a city of 2,000 points with names, addresses and phones of their own fits into 150 KB", async () => {
  const app = await testApp();
  const pack = (await readPack(app, "wuhan", "zh", undefined))!;
  let state = 7;
  const chance = (most: number) => (state = (state * 48271) % 2147483647) % most;
  // Half of a name is its own, half is what such places are called: 2,000 words of the commonest 1,500 signs.
  const words = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + chance(1500) * 5)).join("");
  const kinds = ["骑手驿站", "司机之家", "工会户外劳动者服务站", "党群服务中心", "法律援助工作站"];
  const points = Array.from({ length: 2000 }, () =>
    packPoint({
      id: crypto.randomUUID(),
      name: `${words(2 + chance(4))}${kinds[chance(5)]}`,
      kinds: ["rest-point"],
      lat: 30.3 + chance(50000) / 100000,
      lng: 114 + chance(50000) / 100000,
      bank: ["hankou", "wuchang", "hanyang"][chance(3)]!,
      hoursId: Object.keys(pack.hours)[chance(3)]!,
      amenities: AMENITIES.filter(() => chance(10) < 4),
      dropIn: chance(2) === 0,
      example: false,
      address: `${words(3)}路 ${chance(900)} 号${chance(3) === 0 ? words(4) : ""}`,
      phone: chance(10) < 7 ? `027-8${String(chance(9999999)).padStart(7, "0")}` : "",
      services: [{ forKinds: [], fee: "free", proof: [] }],
      dated: NO_DATES,
    }),
  );
  const bytes = brotliCompressSync(JSON.stringify({ ...pack, points }), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
  }).length;
  expect(bytes).toBeLessThan(150_000);
  expect(bytes).toBeGreaterThan(50_000);
});

test("an unchanged pack keeps its stamp, every change gives another, and who was away too long is given all", async () => {
  const app = await testApp();
  const stamp = async (...more: [language?: "zh" | "en", since?: string]) =>
    (await offerPack(app, "wuhan", more[0] ?? "zh", more[1] as never))!.stamp;
  const first = await stamp();
  later(app, 5);
  expect(await stamp()).toBe(first);
  expect(await stamp("en")).not.toBe(first);
  const { version } = (await readPack(app, "wuhan", "zh", undefined))!;
  expect(await stamp("zh", version)).not.toBe(first);
  later(app, 14 * 1440);
  expect((await offerPack(app, "wuhan", "zh", version))!.difference).toBe(false);
});
