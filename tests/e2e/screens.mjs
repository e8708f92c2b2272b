// node tests/e2e/screens.mjs: pictures of every screen, phone and desk, day and night, into tests/e2e/screens/ (not committed).
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const folder = mkdtempSync(join(tmpdir(), "nuanyi-screens-"));
const origin = "http://127.0.0.1:3499";
const server = spawn(process.execPath, [".ci/serve.mjs"], {
  env: { ...process.env, NODE_ENV: "production", NUANYI_TEST: "1", APP_NOW: "2026-11-24T02:00:00.000Z", NUANYI_RATE_LIMITS: "off", NUANYI_SEED: "demo", DATABASE_URL: `file:${folder}/n.db`, PORT: "3499", LOG_LEVEL: "warn" },
  stdio: "inherit",
});
while (!(await fetch(`${origin}/healthz`).then((r) => r.ok, () => false))) await new Promise((r) => setTimeout(r, 100));
const browser = await chromium.launch({ executablePath: process.env.NUANYI_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
mkdirSync("tests/e2e/screens", { recursive: true });

for (const [name, width, height, shown] of [["phone-day", 360, 740, ""], ["phone-night", 360, 740, "theme=night"], ["phone-elder", 412, 915, "elder=1"], ["phone-english", 360, 740, "language=en"], ["desk-day", 1280, 800, ""]]) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "zh-CN", hasTouch: width < 800, isMobile: width < 800 });
  if (shown) await context.addCookies([{ name: "nuanyi-shown", value: encodeURIComponent(shown), url: origin }]);
  const page = await context.newPage();
  const shoot = async (screen) => {
    await page.waitForTimeout(600);
    await page.screenshot({ path: `tests/e2e/screens/${name}-${screen}.png` });
  };
  await page.goto(origin);
  await shoot("1-nearby");
  await page.locator(".point-row h3 a", { hasText: /武汉市第四医院|Wuhan No.4/ }).click();
  await shoot("2-point");
  await page.locator(".act-bar a").click();
  await page.locator(".slot").nth(8).click();
  await page.locator(".kind").first().click();
  await shoot("3-book");
  await page.locator(".act-bar button").click();
  await page.locator(".pass-code").waitFor();
  await shoot("4-pass");
  for (const [path, screen] of [["/bookings", "5-bookings"], ["/inbox", "6-inbox"], ["/me", "7-me"], ["/?has=women-room,truck-parking", "8-empty"], ["/nowhere", "9-missing"]]) {
    await page.goto(origin + path);
    await shoot(screen);
  }
  await context.close();
}
await browser.close();
server.kill("SIGKILL");
rmSync(folder, { recursive: true, force: true });
