import { expect, test } from "vitest";
import { goThereLinks } from "#app/features/places/points/go-there.ts";
import { distanceBetween } from "#app/features/places/map/place.ts";
import { nameInText, placeInText } from "#app/features/places/map/shared-place.server.ts";

const HERE = { lat: 30.5727, lng: 114.2706 };

test("a place that a map app shares is read in that app's datum", () => {
  const links = goThereLinks(HERE, "骑手门诊");
  for (const [app, link] of Object.entries(links))
    expect([app, Math.round(distanceBetween(HERE, placeInText(`看看这里\n${link}`)!))]).toEqual([app, 0]);
  expect(placeInText("在这里 30.5727, 114.2706 见")).toEqual(HERE);
});

test("a text without degrees is searched by its name", () => {
  const shared = "【汉口站】湖北省武汉市江汉区, https://surl.amap.com/abc123";
  expect(placeInText(shared)).toBeUndefined();
  expect(nameInText(shared)).toBe("汉口站 湖北省武汉市江汉区".slice(0, 40));
  expect(placeInText("geo:99.1,200.5")).toBeUndefined();
  expect(nameInText("https://example.com/x")).toBe("");
});
