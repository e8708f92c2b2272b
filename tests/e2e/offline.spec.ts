import { chromium, expect, test, type BrowserContext, type Page } from "@playwright/test";
import { call, startServer, type TestServer } from "../support/server.ts";

/** What this browser keeps under a name, as the pages and the worker share it. */
const kept = (page: Page, name: string) => page.evaluate((key) => new Promise<unknown>((resolve) => {
  const open = indexedDB.open("nuanyi");
  open.onsuccess = () => {
    if (!open.result.objectStoreNames.contains("kept")) return resolve(undefined);
    const get = open.result.transaction("kept").objectStore("kept").get(key);
    get.onsuccess = () => { open.result.close(); resolve(get.result); };
  };
  open.onerror = () => resolve(undefined);
}), name);

/** A first visit to its end: the worker in charge, its files and the city kept. */
async function visit(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true);
  await expect.poll(async () => ((await kept(page, "pack:wuhan:zh")) as { pack: { points: unknown[] } } | undefined)?.pack.points.length ?? 0).toBeGreaterThan(10);
}

async function open(info: { outputPath(name: string): string; project: { use: { launchOptions?: object } } }, permissions: string[] = ["notifications"], script?: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(info.outputPath("profile"), { ...info.project.use.launchOptions, viewport: { width: 360, height: 740 }, locale: "zh-CN", permissions });
  if (script) await context.addInitScript(script);
  return context;
}

/** Sees a legal desk's times, books the clinic, and has the pass kept. */
async function beforeTheStairwell(page: Page, origin: string): Promise<string> {
  await visit(page, origin);
  await page.locator(".point-row", { hasText: "硚口区法律援助工作站" }).getByRole("link", { name: "硚口区法律援助工作站" }).first().click();
  await page.locator(".act-bar a").click();
  await expect(page.locator(".slot").first()).toBeVisible();
  await page.goto(origin);
  await page.locator(".point-row", { hasText: "武汉市第四医院" }).getByRole("link", { name: "预约" }).click();
  await page.locator(".slot", { hasText: "14:10" }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.locator(".chip", { hasText: "膝盖痛" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-code")).toBeVisible();
  await expect.poll(async () => ((await kept(page, "passes")) as { passes: unknown[] } | undefined)?.passes.length).toBe(1);
  return (await page.locator(".pass-code").textContent())!.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/)![0];
}

/** Everything that a rider does in the stairwell: the app opens, answers, shows the pass and keeps the wish. */
async function inTheStairwell(page: Page, origin: string, code: string): Promise<void> {
  await page.goto(origin);
  await expect(page.locator(".wire")).toContainText("没有网络");
  await expect(page.locator(".point-row").first()).toContainText(/直线 \d+ m|直线 [\d.]+ km/);
  await page.getByRole("link", { name: "休息", exact: true }).click();
  await expect(page.locator(".point-row", { hasText: "武汉市第四医院" })).toHaveCount(0);
  await page.locator(".place-bar summary").click();
  await page.getByRole("searchbox").fill("钟家村");
  await page.getByRole("button", { name: "搜" }).click();
  await expect(page.locator(".result").first()).toContainText("钟家村");
  await page.locator(".result", { hasText: "钟家村工会驿站" }).click();
  await expect(page.getByRole("heading", { name: "钟家村工会驿站" })).toBeVisible();
  await expect(page.getByText("汉阳大道 130 号")).toBeVisible();
  await page.getByRole("link", { name: "预约", exact: true }).click();
  await page.locator(".list-row", { hasText: "骑手门诊" }).click();
  await expect(page.locator(".pass-code")).toContainText(code);
  await expect(page.locator(".pass-qr path")).toHaveAttribute("d", /^M/);
  await expect(page.getByText("武胜路地铁站旁")).toBeVisible();
  await expect(page.getByText("膝")).toHaveCount(0);
  const legal = page.url().replace(/\/bookings.*/, "");
  await page.goto(`${legal}/?kind=legal-desk`);
  await page.locator(".point-row", { hasText: "硚口区法律援助工作站" }).getByRole("link", { name: "硚口区法律援助工作站" }).first().click();
  await page.locator(".act-bar a").click();
  await expect(page.locator(".wire")).toContainText("没有网络");
  await page.locator(".slot", { hasText: "15:00" }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".outbox-entry")).toContainText("还没约上，位置没有留");
}

const bookings = async (server: TestServer, page: Page) => {
  const cookies = await page.context().cookies(server.origin);
  const token = cookies.find(({ name }) => name === "__Host-nuanyi")!.value;
  return ((await call(server, "GET", "/bookings", { token })).json as { bookings: { status: string; slot: { start: string }; service: { name: string } }[] }).bookings;
};
const notifications = (page: Page) => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body }) => `${title} ${body}`));

for (const sync of [true, false]) {
  test(`with the server stopped the app opens, shows the pass and keeps a booking, which stands once when it is back${sync ? "" : "; also where the browser has no background sync"}`, async ({}, info) => {
    let server = await startServer();
    const context = await open(info, ["notifications"], sync ? undefined : "delete ServiceWorkerRegistration.prototype.sync;");
    try {
      let page = await context.newPage();
      const code = await beforeTheStairwell(page, server.origin);
      await server.kill("SIGKILL");
      await page.close();
      page = await context.newPage();
      await inTheStairwell(page, server.origin, code);
      const { origin, folder } = server;
      server = await startServer({ folder, port: Number(new URL(origin).port) });
      await expect(page.locator(".outbox-entry")).toContainText("约上了", { timeout: 20_000 });
      expect((await bookings(server, page)).filter(({ service }) => service.name === "法律咨询")).toHaveLength(1);
      await expect.poll(() => notifications(page)).toEqual([expect.stringMatching(/约上了.*15:00 法律咨询/)]);
      await page.locator(".outbox-entry").getByRole("link", { name: "打开" }).click();
      await expect(page.locator(".pass-when")).toContainText("15:00");
    } finally {
      await context.close();
      await server.dispose();
    }
  });
}
