import { expect, test, type Page } from "@playwright/test";
import { startServer, type TestServer } from "#tests/support/server.ts";

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.dispose());

const PHONE = { viewport: { width: 360, height: 740 }, locale: "zh-CN" };
const WECHAT =
  "Mozilla/5.0 (Linux; Android 13; V2238A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MicroMessenger/8.0.47(0x28002F35)";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

async function bookClinic(page: Page, time: string): Promise<void> {
  await page.goto(server.origin);
  await page.locator(".point-row", { hasText: "武汉市第四医院" }).getByRole("link", { name: "预约" }).click();
  await page.locator(".slot", { hasText: time }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-code")).toBeVisible();
}

test("inside WeChat booking works, calendar and SMS are offered at once, and a link carries the booking to the browser once", async ({
  browser,
}) => {
  const wechat = await browser.newContext({ ...PHONE, userAgent: WECHAT });
  const inside = await wechat.newPage();
  await bookClinic(inside, "14:10");
  const card = inside.locator("section", { has: inside.getByRole("heading", { name: "这里收不到推送" }) });
  await expect(card.getByRole("link", { name: "放进日历" })).toHaveAttribute("href", /\.ics$/);
  await expect(card.getByRole("link", { name: "验证手机号，收短信" })).toBeVisible();
  await expect(inside.getByText("到点提醒你？")).toHaveCount(0);
  const code = await inside.locator(".pass-code").innerText();
  await card.getByRole("link", { name: "带到浏览器或桌面" }).click();
  await inside.getByRole("button", { name: "做一个带过去的链接" }).click();
  await expect(inside.locator(".pass-qr")).toBeVisible();
  const link = (await inside.locator(".pass .small").first().innerText()).trim();
  expect(link).toMatch(/\/carry\/[\w-]{43}$/);

  const chrome = await browser.newContext(PHONE);
  const outside = await chrome.newPage();
  await outside.goto(link);
  await expect(outside.getByText("那 1 个预约就搬到这个浏览器")).toBeVisible();
  await outside.getByRole("button", { name: "带到这个浏览器" }).click();
  await outside.locator(".list-row", { hasText: "骑手门诊" }).click();
  await expect(outside.locator(".pass-code")).toHaveText(code);
  // Where it came from nobody is signed in any more; the link opens nothing more, and no log holds it.
  await inside.goto(`${server.origin}/bookings`);
  await expect(inside.locator(".list-row", { hasText: "骑手门诊" })).toHaveCount(0);
  const third = await (await browser.newContext(PHONE)).newPage();
  await third.goto(link);
  await expect(third.getByText("这个链接用过了，或者已经过时。")).toBeVisible();
  expect(server.log()).not.toContain(link.split("/").at(-1)!);
});

test("push is never asked for on arrival; the settings keep wish, permission and subscription apart", async ({
  browser,
}) => {
  const context = await browser.newContext(PHONE);
  await context.addInitScript(() => {
    Object.assign(window, { asked: 0 });
    Notification.requestPermission = async () => {
      (window as unknown as { asked: number }).asked++;
      return "denied";
    };
  });
  const page = await context.newPage();
  await bookClinic(page, "14:20");
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(0);
  await page.goto(`${server.origin}/me/reminders`);
  const fact = (name: string) =>
    page.locator(".facts > div", { has: page.getByText(name, { exact: true }) }).locator("dd");
  await expect(fact("我想收推送")).toHaveText("还没说过");
  await expect(fact("这台手机登记了")).toHaveText("没有");
  await page.getByRole("button", { name: "不要推送" }).click();
  await expect(fact("我想收推送")).toHaveText("不想");
  await expect(page.getByRole("button", { name: "打开推送提醒" })).toHaveCount(0);
  await page.getByRole("button", { name: "我想收推送" }).click();
  await expect(fact("我想收推送")).toHaveText("想");
  await expect(page.getByRole("link", { name: "放进日历" })).toBeVisible();
});

test("how to install is told only where it applies, and the shortcuts lead to what they say", async ({
  browser,
  page,
}) => {
  await page.goto(`${server.origin}/me`);
  await expect(
    page
      .getByRole("heading", { name: "看起来" })
      .or(page.getByRole("heading", { name: "我的", exact: true }))
      .first(),
  ).toBeVisible();
  await expect(page.getByText("添加到主屏幕")).toHaveCount(0);
  const phone = await (await browser.newContext({ ...PHONE, userAgent: IPHONE })).newPage();
  await phone.goto(`${server.origin}/me`);
  await expect(phone.getByText("选「添加到主屏幕」")).toBeVisible();
  const manifest = (await (await page.request.get(`${server.origin}/manifest.webmanifest`)).json()) as {
    icons: { src: string; purpose?: string; sizes: string }[];
    screenshots: { src: string; sizes: string }[];
    shortcuts: { url: string }[];
  };
  expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
  for (const { src } of [...manifest.icons, ...manifest.screenshots])
    expect((await page.request.get(server.origin + src)).status(), src).toBe(200);
  for (const { url } of manifest.shortcuts) {
    await page.goto(server.origin + url);
    await expect(page.locator("main")).toBeVisible();
  }
  await bookClinic(page, "14:30");
  await page.goto(`${server.origin}/pass`);
  await expect(page.locator(".pass-when")).toContainText("14:30");
});
