import { expect, test } from "@playwright/test";
import { startServer } from "../support/server.ts";

test("tiles of a provider are asked for, and when they fail the sketch takes their place", async ({ page }) => {
  const server = await startServer({ env: { MAP_TILES_URL: "http://127.0.0.1:9/{z}/{x}/{y}.png", MAP_TILES_ATTRIBUTION: "Example tiles 审图号 示例", MAP_TILES_CRS: "gcj02" } });
  try {
    const asked: string[] = [];
    page.on("request", (request) => { if (request.url().includes(":9/")) asked.push(request.url()); });
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
