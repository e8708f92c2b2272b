import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let booking: string;
let state: Awaited<ReturnType<Page["context"]>>["storageState"] extends () => Promise<infer S> ? S : never;

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.locator(".point-row", { hasText: "骑手门诊" }).getByRole("link", { name: /^预约/ }).click();
  await page.locator(".slot", { hasText: "16:10" }).click();
  await page.locator(".kind").first().click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-code")).toBeVisible();
  booking = new URL(page.url()).pathname;
  state = await context.storageState();
  await context.close();
});
test.afterAll(() => server.dispose());

/** Every screen that a rider meets, by its address. */
async function screens(): Promise<string[]> {
  const { features } = (await (await fetch(`${server.origin}/api/v1/points?near=30.5727,114.2706&kind=rider-clinic`)).json()) as { features: { id: string }[] };
  const { services } = (await (await fetch(`${server.origin}/api/v1/points/${features[0]!.id}/services`)).json()) as { services: { id: string }[] };
  return [
    "/", "/?q=路", "/?has=women-room,truck-parking", `/points/${features[0]!.id}`, `/services/${services[0]!.id}/book`, "/bookings", booking, `${booking}/move`, "/inbox", "/me", "/privacy", "/nowhere",
  ];
}

const LOOKS = [
  ["day", "theme=day", 12], ["night", "theme=night", 12], ["English", "language=en&theme=day", 12], ["elder", "elder=1&theme=day", 6], ["high contrast", "contrast=1&theme=day", 6],
] as const;
for (const [name, shown, count] of LOOKS) {
  test(`every screen is accessible, fits and prints no error: ${name}`, async ({ browser }) => {
    test.slow();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, storageState: state });
    await context.addCookies([{ name: "nuanyi-shown", value: encodeURIComponent(shown), url: server.origin }]);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("console", (message) => { if (message.type() === "error" && !message.text().includes("404")) errors.push(`${page.url()} ${message.text()}`); });
    page.on("pageerror", (error) => errors.push(`${page.url()} ${error.message}`));
    for (const path of (await screens()).slice(-count)) {
      await page.goto(server.origin + path, { waitUntil: "load" });
      // Where it has a map, that is part of the screen.
      if (path.startsWith("/?") || path === "/") await page.locator(".me-pin").waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)]).toEqual([path, true]);
    }
    expect(errors).toEqual([]);
    await context.close();
  });
}

test("at 200 % text nothing is cut and nothing runs over the side", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, storageState: state });
  const page = await context.newPage();
  for (const [language, path] of (await screens()).flatMap((path) => [["zh", path], ["en", path]])) {
    await context.addCookies([{ name: "nuanyi-shown", value: encodeURIComponent(`language=${language}`), url: server.origin }]);
    await page.goto(server.origin + path);
    await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    expect([language, path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([language, path, 360]);
    const cut = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("main .button, main .chip, main h1, main h2, main h3, main p, main .tag, main .slot")]
      .filter((one) => one.checkVisibility() && !one.classList.contains("unseen") && getComputedStyle(one).overflow !== "visible" && one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 100)));
    expect([path, cut]).toEqual([path, []]);
  }
  await context.close();
});

test("what can be pressed is large enough", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, storageState: state });
  const page = await context.newPage();
  for (const path of await screens()) {
    await page.goto(server.origin + path);
    const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("main .button, main .chip, main .slot, main .kind, main .date, nav.tabs a, main .back, main input:not([type=hidden]):not([type=radio])")]
      .filter((one) => one.checkVisibility()).map((one) => ({ html: one.outerHTML.slice(0, 80), height: one.getBoundingClientRect().height, width: one.getBoundingClientRect().width })).filter(({ height, width }) => height < 47.5 || width < 47.5));
    expect([path, small]).toEqual([path, []]);
    const main = await page.evaluate(() => [...document.querySelectorAll("main .button-main")].map((one) => one.getBoundingClientRect().height));
    for (const height of main) expect(height).toBeGreaterThanOrEqual(60);
  }
  await context.close();
});

test("the first screen is light and asks no other host; scripts run by nonce only", async ({ page }) => {
  const sizes = { script: 0, map: 0, style: 0, document: 0 };
  const hosts = new Set<string>();
  page.on("response", (response) => {
    hosts.add(new URL(response.url()).host);
  });
  const bodies: Promise<void>[] = [];
  page.on("requestfinished", (request) => {
    bodies.push((async () => {
      const body = await (await request.response())?.body().catch(() => undefined);
      if (!body) return;
      const size = gzipSync(body, { level: 9 }).length;
      // The worker is fetched behind the page's back, and told apart by its name.
      const lazy = /draw-map|leaflet|datum/.test(request.url());
      if (request.resourceType() === "script") sizes[lazy ? "map" : "script"] += size;
      if (request.resourceType() === "stylesheet" && !lazy) sizes.style += size;
      if (request.resourceType() === "document") sizes.document += size;
    })());
  });
  const worker = gzipSync(await (await fetch(`${server.origin}/sw.js`)).text(), { level: 9 }).length;
  expect(worker).toBeLessThanOrEqual(15_000);
  const answer = await page.goto(server.origin, { waitUntil: "networkidle" });
  await Promise.all(bodies);
  expect([...hosts]).toEqual([new URL(server.origin).host]);
  expect(sizes.script).toBeLessThanOrEqual(130_000);
  expect(sizes.map).toBeLessThanOrEqual(45_000);
  expect(sizes.style).toBeLessThanOrEqual(15_000);
  expect(sizes.document).toBeLessThanOrEqual(30_000);
  const headers = answer!.headers();
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(headers["content-security-policy"]!)![1]!;
  const html = await answer!.text();
  for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
  expect(html).not.toMatch(/\son\w+="|\sstyle="|javascript:/);
  expect(headers["cache-control"]).toBe("private, no-cache");
  expect((await fetch(`${server.origin}/me`)).headers.get("cache-control")).toBe("private, no-store");
  expect(headers["x-powered-by"]).toBeUndefined();
  for (const [path, cache] of [["/sw.js", "no-cache"], ["/manifest.webmanifest", "no-cache"]] as const) {
    expect((await fetch(server.origin + path)).headers.get("cache-control")).toBe(cache);
  }
  const asset = /src="(\/assets\/[^"]+\.js)"|href="(\/assets\/[^"]+\.js)"/.exec(html)!;
  expect((await fetch(server.origin + (asset[1] ?? asset[2]!))).headers.get("cache-control")).toContain("immutable");
});

test("over plain http away from loopback a banner says what cannot work, and booking works all the same", async () => {
  const ask = (headers: Record<string, string>) => fetch(`${server.origin}/`, { headers }).then((answer) => answer.text());
  expect(await ask({})).not.toContain("现在是 http 访问");
  const { request } = await import("node:http");
  const { port } = new URL(server.origin);
  const html = await new Promise<string>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: "/", headers: { host: `192.168.1.20:${port}` } }, (res) => {
      let text = "";
      res.on("data", (chunk: Buffer) => { text += chunk.toString(); }).on("end", () => resolve(text));
    }).on("error", reject).end();
  });
  expect(html).toContain("现在是 http 访问");
});
