// node tests/e2e/screens.mjs: pictures of every screen, phone and desk, day and night, into tests/e2e/screens/ (not committed).
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const folder = mkdtempSync(join(tmpdir(), "nuanyi-screens-"));
const origin = "http://127.0.0.1:3499";
const server = spawn(process.execPath, [".ci/serve.mjs"], {
  env: {
    ...process.env,
    NODE_ENV: "production",
    NUANYI_TEST: "1",
    APP_NOW: "2026-11-24T02:00:00.000Z",
    NUANYI_RATE_LIMITS: "off",
    NUANYI_SEED: "demo",
    DATABASE_URL: `file:${folder}/n.db`,
    PORT: "3499",
    LOG_LEVEL: "warn",
  },
  stdio: ["ignore", "pipe", "inherit"],
});
let said = "";
server.stdout.on("data", (text) => {
  said += text;
});
process.on("exit", () => server.kill("SIGKILL"));
while (
  !(await fetch(`${origin}/healthz`).then(
    (r) => r.ok,
    () => false,
  ))
)
  await new Promise((r) => setTimeout(r, 100));
const browser = await chromium.launch({
  executablePath: process.env.NUANYI_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
mkdirSync("tests/e2e/screens", { recursive: true });

for (const [name, width, height, shown] of [
  ["phone-day", 360, 740, ""],
  ["phone-night", 360, 740, "theme=night"],
  ["phone-elder", 412, 915, "elder=1"],
  ["phone-english", 360, 740, "language=en"],
  ["desk-day", 1280, 800, ""],
]) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: "zh-CN",
    hasTouch: width < 800,
    isMobile: width < 800,
  });
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
  for (const [path, screen] of [
    ["/bookings", "5-bookings"],
    ["/inbox", "6-inbox"],
    ["/me", "7-me"],
    ["/me/reminders", "13-reminders"],
    ["/me/carry", "14-carry"],
    ["/me/data", "15-data"],
    ["/?has=women-room,truck-parking", "8-empty"],
    ["/nowhere", "9-missing"],
  ]) {
    await page.goto(origin + path);
    await shoot(screen);
  }
  await context.close();
}

// Those who serve: the desk on its tablet and on a phone, the city on a desk, the wall, with a day that is under way.
const api = async (method, path, token, body) =>
  (
    await fetch(`${origin}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
  ).json();
const clinic = (await api("GET", "/api/v1/points?near=30.5727,114.2706&kind=rider-clinic")).features[0].id;
const service = (await api("GET", `/api/v1/points/${clinic}/services`)).services[0].id;
const free = (await api("GET", `/api/v1/services/${service}/slots?from=2026-11-24&to=2026-11-24`)).slots.filter(
  ({ state }) => state === "open",
);
const codes = [];
for (const [i, name] of [
  "老张",
  "欧阳娜娜的表弟阿卜杜拉·买买提江",
  undefined,
  "李师傅",
  undefined,
  "小周",
  "陈姐",
].entries()) {
  const { token } = await api("POST", "/api/v1/sessions");
  codes.push(
    (
      await api("POST", "/api/v1/bookings", token, {
        slot_id: free[i + 3].id,
        rider_kind: i % 2 ? "courier" : "food-rider",
        ...(name && { name, phone: `1380000100${i}`, note: "右膝" }),
      })
    ).code,
  );
}
const { token: manager } = await api("POST", "/test/sign-in", undefined, { role: "manager", point_id: clinic });
await api("POST", "/api/v1/check-ins", manager, { code: codes[0], proof: "uniform" });
for (let i = 0; i < 5; i++) await api("POST", `/api/v1/points/${clinic}/tickets`, manager, { service_id: service });
await api("POST", `/api/v1/services/${service}/call-next`, manager, { window: "1 号窗口" });
const desk = `/desk/${clinic}`;
const city = [
  "/city",
  "/city/weather",
  "/city/table",
  "/city/trail",
  "/city/people",
  "/city/import",
  "/city/points/new",
];
for (const [name, who, width, height, shown, paths] of [
  [
    "tablet-day",
    "负责人",
    1024,
    768,
    "",
    [
      desk,
      `${desk}/slots`,
      `${desk}/calendar`,
      `${desk}/services`,
      `${desk}/roster`,
      `${desk}/day`,
      `${desk}/people`,
      `${desk}/tasks`,
      `${desk}/poster`,
      `${desk}/book`,
      "/duty",
      "/duty/ways",
    ],
  ],
  ["tablet-night", "负责人", 1024, 768, "theme=night", [desk, `${desk}/calendar`]],
  ["phone-staff", "志愿者", 360, 740, "", [desk, `${desk}/slots`, `${desk}/roster`, "/duty"]],
  ["city-day", "运营", 1280, 800, "", city],
  ["city-night", "运营", 1280, 800, "theme=night", ["/city", "/city/table"]],
]) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "zh-CN" });
  if (shown) await context.addCookies([{ name: "nuanyi-shown", value: encodeURIComponent(shown), url: origin }]);
  const page = await context.newPage();
  await page.goto(/http\S+\/staff\?examples=[\w-]+/.exec(said)[0]);
  await page.screenshot({ path: `tests/e2e/screens/${name}-0-sign-in.png` });
  await page.getByRole("button", { name: who }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/staff"));
  for (const path of paths) {
    await page.goto(origin + path);
    if (path === desk) await page.locator(".desk-row").nth(1).click();
    await page.waitForTimeout(600);
    await page.screenshot({
      path: `tests/e2e/screens/${name}${path.replace(desk, "-desk").replaceAll("/", "-")}.png`,
      fullPage: true,
    });
  }
  await context.close();
}
const { door_code: door } = await api("GET", `/api/v1/points/${clinic}/today`, manager);
const walkIn = await (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "zh-CN" })).newPage();
await walkIn.goto(`${origin}/door/${clinic}?c=${door}`);
await walkIn.screenshot({ path: "tests/e2e/screens/phone-day-10-door.png" });
await walkIn.getByRole("button", { name: "取一个号" }).first().click();
await walkIn
  .getByText(/前面还有|下一个/)
  .first()
  .waitFor();
await walkIn.screenshot({ path: "tests/e2e/screens/phone-day-11-ticket.png", fullPage: true });
await walkIn.goto(`${origin}/me/phone`);
await walkIn.screenshot({ path: "tests/e2e/screens/phone-day-12-phone.png" });
await walkIn.setViewportSize({ width: 1280, height: 720 });
await walkIn.goto(`${origin}/screen/${clinic}`);
await walkIn.screenshot({ path: "tests/e2e/screens/wall.png" });
// Pictures for the install dialogue, when they are wanted anew: node tests/e2e/screens.mjs --manifest
if (process.argv.includes("--manifest")) {
  for (const [name, width, height, scale, path] of [
    ["nearby", 360, 740, 2, "/"],
    ["wide", 1280, 800, 1, "/"],
    ["pass", 360, 740, 2, "pass"],
  ]) {
    const page = await (
      await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: scale,
        locale: "zh-CN",
        isMobile: width < 800,
        hasTouch: width < 800,
      })
    ).newPage();
    await page.goto(origin);
    if (path === "pass") {
      await page.locator(".point-row", { hasText: "武汉市第四医院" }).getByRole("link", { name: "预约" }).click();
      await page.locator(".slot:not(.slot-full)").nth(9).click();
      await page.locator(".kind").first().click();
      await page.locator(".act-bar button").click();
      await page.locator(".pass-code").waitFor();
    }
    await page.waitForTimeout(800);
    await page.screenshot({ path: `public/icons/screenshot-${name}.jpg`, type: "jpeg", quality: 72 });
  }
}
await browser.close();
server.kill("SIGKILL");
rmSync(folder, { recursive: true, force: true });
