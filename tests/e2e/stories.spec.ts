import { expect, test, type Page } from "@playwright/test";
import { startServer, type TestServer } from "#tests/support/server.ts";

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.dispose());

/** What a page prints as an error fails the story. */
function watch(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}
const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

test("a food rider with a sore knee sees that the clinic is open, takes 14:10, is reminded and shows the pass", async ({
  page,
}) => {
  const errors = watch(page);
  await page.goto(server.origin);
  const row = page.locator(".point-row", { hasText: "骑手门诊 · 武汉市第四医院" });
  await expect(row).toContainText("直线 1.2 km");
  await expect(row).toContainText("开放到 12:00");
  await expect(row).toContainText("余 56/60");
  await expect(row).toContainText("免挂号费 · 工服、接单页");
  await fits(page);
  await row.getByRole("link", { name: "预约", exact: false }).click();
  await page.locator(".slot", { hasText: "14:10" }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.locator(".chip", { hasText: "膝盖痛" }).click();
  await fits(page);
  await page.getByRole("button", { name: "预约 今天 14:10 骑手门诊" }).click();
  await expect(page.getByText("约好了")).toBeVisible();
  await expect(page.locator(".pass-when")).toHaveText("今天 周二 14:10");
  await expect(page.locator(".pass-code")).toHaveText(/[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  await expect(page.locator(".pass-qr")).toBeVisible();
  expect(page.url()).not.toMatch(/膝|knee|topic/);
  await fits(page);
  await server.setClock("2026-11-24T05:10:05.000Z");
  await expect(async () => {
    await page.goto(`${server.origin}/inbox`);
    await expect(page.getByRole("heading", { name: "14:10 到骑手门诊 · 武汉市第四医院" })).toBeVisible({
      timeout: 500,
    });
  }).toPass({ timeout: 10_000 });
  await expect(page.locator(".dot")).toContainText("1");
  await page.getByRole("link", { name: "打开" }).click();
  await expect(page.locator(".countdown")).toHaveText(/还有 (59 分钟|1 小时)/);
  await server.setClock("2026-11-24T02:00:00.000Z");
  expect(errors).toEqual([]);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });
  test("a truck driver in Chongqing books Thursday's legal desk on an overload fine, moves it and cancels", async ({
    page,
  }) => {
    await page.goto(server.origin);
    await page.locator(".place-bar summary").click();
    await page.getByRole("link", { name: "重庆" }).click();
    await page.getByRole("link", { name: "三车司机服务点" }).first().click();
    await expect(page.getByText("这里由执法单位的服务中心开办")).toBeVisible();
    await expect(page.getByText("直接进，不用登记。").first()).toBeVisible();
    await page.locator(".service", { hasText: "周四法律咨询" }).getByRole("link", { name: /预约/ }).click();
    await page.locator(".slot", { hasText: "14:30" }).click();
    await page.locator(".kind", { hasText: "货车" }).click();
    await page.locator(".chip", { hasText: "超限超载罚款" }).click();
    await page.getByRole("button", { name: "预约这个时间" }).click();
    await expect(page.locator(".pass-when")).toHaveText("11月26日 周四 14:30");
    await expect(page.getByText("记得带")).toContainText("过磅单");
    await fits(page);
    await page.getByRole("link", { name: "改时间" }).click();
    await page.locator(".slot", { hasText: "15:10" }).click();
    await page.getByRole("button", { name: "改到这个时间" }).click();
    await expect(page.locator(".pass-when")).toHaveText("11月26日 周四 15:10");
    await page.getByRole("button", { name: "取消预约" }).click();
    await expect(page.getByText("已取消，位置已经还回去。")).toBeVisible();
    await page.getByRole("link", { name: "预约", exact: true }).click();
    await expect(page.getByText("已取消")).toBeVisible();
  });
});

test("a taxi driver of 58 finds the cool rest room in large print, and nothing is cut", async ({ page }) => {
  const errors = watch(page);
  await page.goto(`${server.origin}/?city=chongqing`);
  await page.getByRole("button", { name: "长辈版" }).click();
  await expect(page.getByRole("button", { name: "标准版" })).toBeVisible();
  expect(
    await page.locator("body").evaluate((body) => parseFloat(getComputedStyle(body).fontSize)),
  ).toBeGreaterThanOrEqual(20);
  await fits(page);
  await page.getByRole("link", { name: "三车司机服务点" }).first().click();
  await expect(page.locator(".service", { hasText: "清凉休息" })).toContainText("酸梅汤、茶、冰水都免费");
  await expect(page.locator(".door")).toContainText("开放到 18:00");
  await fits(page);
  const heights = await page
    .locator("main .button")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  for (const height of heights) expect(height).toBeGreaterThanOrEqual(60);
  expect(errors).toEqual([]);
});

test("a second press, and going back and pressing again, book once", async ({ page }) => {
  await page.goto(server.origin);
  await page.locator(".point-row", { hasText: "江汉区劳务协作站" }).getByRole("link", { name: /^预约/ }).click();
  await page.locator(".kind", { hasText: "其他人" }).click();
  const button = page.locator(".act-bar button");
  await button.dblclick();
  await expect(page.locator(".pass-code")).toBeVisible();
  const code = await page.locator(".pass-code").innerText();
  await page.goBack();
  await page.locator(".kind", { hasText: "其他人" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-code")).toHaveText(code);
  await page.goBack();
  await page.locator(".slot").nth(3).click();
  await page.locator(".kind", { hasText: "其他人" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.getByText("你已经有一个同天或同时间的预约。")).toBeVisible();
  await page.getByRole("link", { name: "看那个预约" }).click();
  await expect(page.locator(".pass-code")).toHaveText(code);
});

test("a full time says what is free, takes a rider into its line, and the freed place comes by itself", async ({
  page,
  browser,
}) => {
  const { features } = (await (
    await fetch(`${server.origin}/api/v1/points?near=30.5727,114.2706&kind=rider-clinic`)
  ).json()) as { features: { id: string }[] };
  const { services } = (await (await fetch(`${server.origin}/api/v1/points/${features[0]!.id}/services`)).json()) as {
    services: { id: string }[];
  };
  const take = async (context: Page) => {
    await context.goto(`${server.origin}/services/${services[0]!.id}/book?date=2026-11-26`);
    await context.locator(".slot", { hasText: "15:30" }).click();
    await context.locator(".kind", { hasText: "快递员" }).click();
  };
  const others = [await browser.newContext(), await browser.newContext()];
  const pages = await Promise.all(others.map((context) => context.newPage()));
  await take(page);
  for (const other of pages) {
    await take(other);
    await other.locator(".act-bar button").click();
    await expect(other.locator(".pass-code")).toBeVisible();
  }
  await page.locator(".act-bar button").click();
  await expect(page.getByRole("alert")).toContainText("这个时段刚被约满。");
  await expect(page.getByRole("alert").getByRole("link", { name: "15:40" })).toBeVisible();
  await page.getByRole("button", { name: "候补 15:30（前面 0 人）" }).click();
  await expect(page.getByText("你是第一个")).toBeVisible();
  await pages[0]!.getByRole("button", { name: "取消预约" }).click();
  await expect(pages[0]!.getByText("已取消，位置已经还回去。")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "要这个位置" }).click();
  await expect(page.locator(".pass-when")).toHaveText("11月26日 周四 15:30");
  for (const context of others) await context.close();
});

test("what was filled in is kept when something is wrong, and it is said where", async ({ page }) => {
  await page.goto(server.origin);
  await page.locator(".point-row", { hasText: "骑手门诊" }).getByRole("link", { name: /^预约/ }).click();
  await page.locator(".slot", { hasText: "16:10" }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.getByText("留个名字、电话、备注").click();
  await expect(page.getByText("到访后 7 天删除").first()).toBeVisible();
  await page.getByLabel("怎么称呼").fill("老张 🦵");
  await page.getByLabel("手机号").fill("12345");
  await page.locator(".act-bar button").click();
  await expect(page.getByRole("alert")).toContainText("手机号不对");
  await expect(page.getByLabel("怎么称呼")).toHaveValue("老张 🦵");
  await page.getByLabel("手机号").fill("138 0000 0000");
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-when")).toHaveText("今天 周二 16:10");
});

test("where I am: by search, by a tap on the map and by the browser; the address carries a hundred metres and no more", async ({
  page,
  context,
}) => {
  const errors = watch(page);
  await page.goto(server.origin);
  await page.locator(".place-bar summary").click();
  await page.getByLabel("搜地名、店名、地址").fill("光谷");
  await page.getByRole("button", { name: "搜", exact: true }).click();
  await page.getByRole("link", { name: "光谷广场" }).click();
  await expect(page.locator(".point-row").first()).toContainText("光谷骑手驿站");
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 30.546723, longitude: 114.303111 });
  await page.locator(".place-bar summary").click();
  await page.getByRole("button", { name: "用我现在的位置" }).click();
  await expect(page.locator(".point-row").first()).toContainText("司门口工会驿站");
  expect(page.url()).toContain("at=30.547,114.303");
  expect(page.url()).not.toContain("30.5467");
  await page.goto(server.origin);
  await expect(page.locator(".point-row").first()).toContainText("司门口工会驿站");
  await page.locator(".map-canvas").click({ position: { x: 60, y: 60 } });
  await page.getByRole("button", { name: "从这里找" }).click();
  await expect(page).toHaveURL(/at=30\.\d{3},114\.\d{3}$/);
  expect(errors).toEqual([]);
});

test("the map and the list are one: a pin lights its row", async ({ page }) => {
  await page.goto(server.origin);
  await expect(page.locator(".pin").first()).toBeVisible();
  expect(await page.locator(".pin").count()).toBe(await page.locator(".point-row").count());
  await page.locator(".leaflet-marker-icon[title^='骑手门诊']").click({ force: true });
  await expect(page.locator(".point-row[data-lit]")).toContainText("骑手门诊");
});

test("filters stand in the address, and an empty list says what to do", async ({ page }) => {
  await page.goto(server.origin);
  await page.getByRole("link", { name: "法律", exact: true }).click();
  await expect(page).toHaveURL(/kind=legal-desk/);
  await expect(page.locator(".point-row")).toHaveCount(1);
  await page.goto(`${server.origin}/?has=women-room,truck-parking`);
  await expect(page.getByText("5 公里内没有符合的服务点。")).toBeVisible();
  await page.getByRole("link", { name: "去掉筛选再看" }).click();
  await expect.poll(() => page.locator(".point-row").count()).toBeGreaterThan(5);
});

test("English is whole, and a choice of look stays", async ({ page }) => {
  await page.goto(`${server.origin}/me`);
  await page.locator(".chip", { hasText: "English" }).click();
  await page.locator(".chip", { hasText: "夜间" }).click();
  await page.locator("form", { hasText: "看得清楚" }).getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("heading", { name: "Me", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "night");
  await page.goto(server.origin);
  await expect(page.locator(".point-row", { hasText: "Wuhan No.4 Hospital" })).toContainText("Open until 12:00");
});

test("another phone's booking is not there", async ({ page, browser }) => {
  await page.goto(server.origin);
  await page.locator(".point-row", { hasText: "骑手门诊" }).getByRole("link", { name: /^预约/ }).click();
  await page.locator(".kind").first().click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-code")).toBeVisible();
  const address = page.url();
  const stranger = await (await browser.newContext()).newPage();
  const answer = await stranger.goto(address);
  expect(answer?.status()).toBe(404);
  await expect(stranger.getByText("没有找到这一页")).toBeVisible();
  const moved = await stranger.goto(address.replace("?new=1", "/move"));
  expect(moved?.status()).toBe(404);
});

test("the map shows rivers and labels that do not meet, gathers what lies around, and searches where it was moved to", async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "zh-CN",
    geolocation: { latitude: 30.5467, longitude: 114.3031, accuracy: 60 },
    permissions: ["geolocation"],
  });
  const page = await context.newPage();
  await page.goto(server.origin);
  await expect(page.locator("path.map-water")).toHaveCount(2);
  await expect(page.locator(".map-river", { hasText: "汉江" })).toBeAttached();
  const met = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".landmark span:not(.map-hidden)")].map((one) =>
      one.getBoundingClientRect(),
    );
    return boxes.flatMap((a, i) =>
      boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    ).length;
  });
  expect(met).toBe(0);
  expect(await page.locator(".landmark span:not(.map-hidden)").count()).toBeGreaterThan(3);
  const map = page.locator(".map-canvas");
  const { x, y, width, height } = (await map.boundingBox())!;
  const asked = page.waitForRequest(/\/api\/v1\/points\?bbox=/);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 320, y + height / 2 - 200, { steps: 8 });
  await page.mouse.up();
  await asked;
  expect(await page.locator(".map-canvas .pin, .map-canvas .cluster, .map-canvas .around").count()).toBeLessThanOrEqual(
    150 + 20,
  );
  await page.getByRole("button", { name: "搜这一带" }).click();
  await expect(page).toHaveURL(/at=30\.\d{3},114\.\d{3}/);
  await page.getByRole("button", { name: "跟着我走" }).click();
  await expect(page.locator("path.map-accuracy")).toHaveCount(1);
  await expect(page).toHaveURL(/at=30\.547,114\.303/);
  await expect(page.locator(".point-row").first()).toContainText("司门口工会驿站");
  await context.close();
});
