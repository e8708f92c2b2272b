import { expect, test } from "@playwright/test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { startServer } from "#tests/support/server.ts";

test("tiles of a provider are asked for, and when they fail the sketch takes their place", async ({ page }) => {
  const server = await startServer({
    env: {
      MAP_TILES_URL: "http://127.0.0.1:9/{z}/{x}/{y}.png",
      MAP_TILES_ATTRIBUTION: "Example tiles 审图号 示例",
      MAP_TILES_CRS: "gcj02",
    },
  });
  try {
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes(":9/")) asked.push(request.url());
    });
    await page.goto(server.origin);
    await expect(page.locator(".pin").first()).toBeVisible();
    await expect.poll(() => asked.length).toBeGreaterThan(2);
    await expect(page.locator(".map-canvas canvas").first()).toBeVisible();
    // Where the place is tapped is told in WGS-84 again: the middle of the map is where the rider stands.
    await page.locator(".map-canvas").click({ position: { x: 30, y: 120 } });
    await page.getByRole("button", { name: "从这里找" }).click();
    await expect(page).toHaveURL(/at=30\.5[78]\d,114\.2[5678]\d/);
  } finally {
    await server.dispose();
  }
});

test("tiles come out of a file, counted from the north, and what it does not hold is clear", async ({ page }) => {
  const file = join(mkdtempSync(join(tmpdir(), "nuanyi-tiles-")), "x.mbtiles");
  const db = new SQLite(file);
  db.exec(
    "create table metadata (name text, value text); create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)",
  );
  db.prepare("insert into metadata values ('format', 'png')").run();
  db.prepare("insert into tiles values (3, 6, 4, ?)").run(Buffer.from("the tile of 3/6/3"));
  db.close();
  const server = await startServer({ env: { MAP_TILES_URL: `mbtiles:${file}`, MAP_TILES_ATTRIBUTION: "示例底图" } });
  try {
    const ask = (path: string) => fetch(`${server.origin}/tiles/${path}`);
    expect(await (await ask("3/6/3")).text()).toBe("the tile of 3/6/3");
    const clear = await ask("3/6/4");
    expect([clear.status, clear.headers.get("content-type")]).toEqual([200, "image/png"]);
    for (const wrong of ["3/8/1", "99/1/1", "3/-1/1", "3/a/1"])
      expect([wrong, (await ask(wrong)).status]).toEqual([wrong, 404]);
    const tile = page.waitForResponse(/\/tiles\/\d+\/\d+\/\d+$/);
    await page.goto(server.origin);
    expect((await tile).status()).toBe(200);
    await expect(page.locator(".leaflet-control-attribution")).toContainText("示例底图");
    await expect(page.locator(".map-canvas canvas")).toHaveCount(0);
  } finally {
    await server.dispose();
  }
});
