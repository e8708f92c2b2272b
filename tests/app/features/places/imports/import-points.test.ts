import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { importPoints } from "#app/features/places/imports/import-points.server.ts";
import { parseHoursText } from "#app/features/places/hours/hours-text.ts";
import { distanceBetween } from "#app/features/places/map/place.ts";
import { listUnplaced, placePoint } from "#app/features/places/points/place-point.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { readTable, TableError } from "#app/platform/files/table-file.server.ts";
import { testApp } from "#tests/support/app.ts";
import { makeXlsx } from "#tests/support/xlsx.ts";

function file(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-import-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const HEADS = ["编号", "名称", "类型", "地址", "纬度", "经度", "开放时间", "设施"];
const ROW = ["A1", "测试驿站", "驿站", "测试路 1 号", "30.5811", "114.2822", "工作日 9:00-18:00", "厕所、热水"];
const csv = (...rows: string[][]) =>
  [HEADS, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n");
// "测试驿站" and the heads in GB18030, made by another program, so that our reader is not its own witness.
const gb = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));
const OPTIONS = { cityId: "wuhan", datum: "wgs84", apply: true, example: true } as const;

test("a dry run writes nothing and tells what would be; then it is written; a second time it updates", async () => {
  const app = await testApp();
  const rows = await readTable(file("p.csv", csv(ROW)));
  const count = async () => (await app.db.selectFrom("points").select("id").execute()).length;
  const before = await count();
  expect(await importPoints(app, rows, { ...OPTIONS, apply: false })).toEqual({
    kind: "ready",
    added: 1,
    updated: 0,
    unplaced: 0,
  });
  expect(await count()).toBe(before);
  expect(await importPoints(app, rows, OPTIONS)).toEqual({ kind: "imported", added: 1, updated: 0, unplaced: 0 });
  const again = await readTable(file("p.csv", csv(ROW.with(1, "测试驿站（新）"))));
  expect(await importPoints(app, again, OPTIONS)).toEqual({ kind: "imported", added: 0, updated: 1, unplaced: 0 });
  const row = await app.db.selectFrom("points").select("id").where("external_id", "=", "A1").executeTakeFirstOrThrow();
  expect(await findPoint(app.db, row.id)).toMatchObject({
    name: "测试驿站（新）",
    kinds: ["rest-point"],
    amenities: ["toilet", "hot-water"],
    bank: "wuhan-hankou",
  });
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "a word that every object has, %s, is no kind and no amenity of ours",
  async (word) => {
    const app = await testApp();
    const outcome = await importPoints(
      app,
      await readTable(file("p.csv", csv(["A1", "测试", word, "", "30.5", "114.2", "", word]))),
      OPTIONS,
    );
    expect(outcome).toMatchObject({
      kind: "refused",
      problems: [
        {
          problems: [
            { field: "kinds", problem: "unknown-kind" },
            { field: "amenities", problem: "unknown-amenity" },
          ],
        },
      ],
    });
  },
);

test("one bad row and nothing is written; every bad line is named with what is wrong", async () => {
  const app = await testApp();
  const rows = await readTable(
    file(
      "p.csv",
      csv(ROW, ROW, ["B2", "", "茶馆", "", "30.5", "", "早上", "泳池"], ["C3", "好", "驿站", "", "95", "114", "", ""]),
    ),
  );
  const outcome = await importPoints(app, rows, OPTIONS);
  expect(outcome).toMatchObject({ kind: "refused", lines: 4 });
  const problems =
    outcome.kind === "refused"
      ? outcome.problems.map(({ line, problems }) => [
          line,
          problems.map(({ field, problem }) => `${field} ${problem}`),
        ])
      : [];
  expect(problems).toEqual([
    [3, ["external_id twice-in-file"]],
    [
      4,
      [
        "name missing",
        "kinds unknown-kind",
        "amenities unknown-amenity",
        "hours hours-not-understood",
        "lng half-a-place",
      ],
    ],
    [5, ["lat out-of-range"]],
  ]);
  expect(await app.db.selectFrom("points").select("id").where("external_id", "is not", null).execute()).toEqual([]);
});

test("UTF-8 with a byte order mark, GB18030 and .xlsx are all read", async () => {
  const plain = await readTable(file("p.csv", csv(ROW)));
  expect(await readTable(file("bom.csv", `\ufeff${csv(ROW)}`))).toEqual(plain);
  expect(await readTable(file("gb.csv", gb("w/uzxizA4NDNCrLiytTm5NW+LMbmw+4=")))).toEqual([
    { line: 2, fields: { 名称: "测试驿站", 类型: "奇妙" } },
  ]);
  expect(await readTable(file("p.xlsx", await makeXlsx([HEADS, ROW])))).toEqual(plain);
});

test("GeoJSON in GCJ-02 lands where it belongs", async () => {
  const app = await testApp();
  const feature = {
    type: "Feature",
    id: "G1",
    geometry: { type: "Point", coordinates: [114.2877, 30.5787] },
    properties: { name: "坐标站", kinds: ["rest-point"] },
  };
  const rows = await readTable(file("p.geojson", JSON.stringify({ type: "FeatureCollection", features: [feature] })));
  await importPoints(app, rows, { ...OPTIONS, datum: "gcj02" });
  const { lat, lng } = await app.db
    .selectFrom("points")
    .select(["lat", "lng"])
    .where("external_id", "=", "G1")
    .executeTakeFirstOrThrow();
  const moved = distanceBetween({ lat: lat!, lng: lng! }, { lat: 30.5787, lng: 114.2877 });
  expect(moved).toBeGreaterThan(300);
  expect(moved).toBeLessThan(800);
});

test("a row without coordinates waits in a list and can be placed", async () => {
  const app = await testApp();
  await importPoints(app, await readTable(file("p.csv", csv(ROW.with(4, "").with(5, "")))), OPTIONS);
  const [waiting] = await listUnplaced(app.db);
  expect(waiting).toMatchObject({ name: "测试驿站" });
  expect(await findPoint(app.db, waiting!.id)).toBeUndefined();
  expect(await placePoint(app, SYSTEM, waiting!.id, { lat: 30.58, lng: 114.28 })).toBe("placed");
  expect(await findPoint(app.db, waiting!.id)).toMatchObject({ place: { lat: 30.58, lng: 114.28 } });
  expect(await listUnplaced(app.db)).toEqual([]);
});

test.each([
  ["p.txt", "x", "只认"],
  ["p.xlsx", "not a workbook", "打不开"],
  ["p.geojson", "{", "JSON"],
  ["p.geojson", "{}", "FeatureCollection"],
  ["p.csv", '"a\n', "CSV"],
  ["p.csv", ",,\n1,2,3", "表头"],
])("a broken file %s is refused with a sentence", async (name, content, sentence) => {
  await expect(readTable(file(name, content))).rejects.toThrow(TableError);
  await expect(readTable(file(name, content))).rejects.toThrow(sentence);
});

test.each([
  ["每天 8:00-20:00", "every-day 1234567 08:00-20:00"],
  ["24小时", "every-day 1234567 00:00-24:00"],
  ["工作日 9:00-12:00,14:00-18:00", "workdays 12345 09:00-12:00 12345 14:00-18:00"],
  ["周一至周五 9:00-18:00；周六 9:00-12:00", "every-day 12345 09:00-18:00 6 09:00-12:00"],
  ["星期四 9:30～11:30", "every-day 4 09:30-11:30"],
  ["每天 18:00-02:00", "every-day 1234567 18:00-24:00 1234567 00:00-02:00"],
  ["周五、周日 20:00-00:00", "every-day 57 20:00-24:00"],
  ["周六 22:00-6:00", "every-day 6 22:00-24:00 7 00:00-06:00"],
  ["每天 0:00-23:59", "every-day 1234567 00:00-24:00"],
])("hours written as %s are understood", (text, meaning) => {
  const hours = parseHoursText(text)!;
  expect(
    `${hours.calendar} ${hours.spans.map((span) => `${span.days.join("")} ${span.from}-${span.to}`).join(" ")}`,
  ).toBe(meaning);
});

test.each(["上午", "9-18", "周八 9:00-18:00", "每天 9:00-9:00", "每天 25:00-26:00", ""])(
  "hours written as %j are not guessed",
  (text) => {
    expect(parseHoursText(text)).toBeUndefined();
  },
);
