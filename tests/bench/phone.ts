import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { median } from "#tests/support/figures.ts";

/** A cheap phone on a slow network: 4 times slower, 1.6 Mb/s down, 150 ms. */
const SLOW = { cpu: 4, down: 1_600_000 / 8, up: 750_000 / 8, latency: 150 };
const ROUNDS = 5;

/** What one arrival took, in milliseconds: first and largest paint, the main thread blocked beyond 50 ms a task, until a button answers. */
export interface Arrival {
  first: number;
  largest: number;
  blocked: number;
  ready: number;
}

const WATCH = `
  window.seen = { largest: 0, blocked: 0 };
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.seen.largest = one.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.seen.blocked += Math.max(0, one.duration - 50);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const button = document.querySelector("main button, main a");
    if (button && Object.keys(button).some((key) => key.startsWith("__reactProps"))) { window.seen.ready = performance.now(); return; }
    setTimeout(look, 10);
  };
  look();
`;

async function slow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW.cpu });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW.latency,
    downloadThroughput: SLOW.down,
    uploadThroughput: SLOW.up,
  });
}

async function phone(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
  });
  await context.addInitScript(WATCH);
  return context;
}

async function arrive(page: Page, address: string): Promise<Arrival> {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(() => (window as unknown as { seen: { ready?: number } }).seen.ready !== undefined);
  await page.waitForTimeout(1500);
  return page.evaluate(() => {
    const { seen } = window as unknown as { seen: { largest: number; blocked: number; ready: number } };
    return {
      first: performance.getEntriesByName("first-contentful-paint")[0]!.startTime,
      largest: seen.largest,
      blocked: seen.blocked,
      ready: seen.ready,
    };
  });
}

const middle = (all: Arrival[]): Arrival => ({
  first: median(all.map((one) => one.first)),
  largest: median(all.map((one) => one.largest)),
  blocked: median(all.map((one) => one.blocked)),
  ready: median(all.map((one) => one.ready)),
});

/** A chromium that is there, as the browser tests take it. */
const chromiumHere = () =>
  process.env.NUANYI_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Builds the page with nothing on it that ours is held against. */
export function buildBarePage(): void {
  const built = spawnSync("npx", ["remix", "vite:build", "--config", "vite.config.ts"], {
    cwd: "tests/bench/bare-page",
    encoding: "utf8",
    env: process.env,
  });
  if (built.status !== 0) throw new Error(`the bare page was not built: ${built.stdout}${built.stderr}`);
}

export interface PhoneFigures {
  cold: Arrival;
  bare: Arrival;
  warm: number;
  next: number;
}

/** Arrivals at both in turns, each in a browser that was never there; then a start from the worker, and a step to a page that was prefetched. */
export async function measurePhone(ours: string, bare: string): Promise<PhoneFigures> {
  const browser = await chromium.launch({
    executablePath: chromiumHere(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  const found: { cold: Arrival[]; bare: Arrival[]; warm: number[]; next: number[] } = {
    cold: [],
    bare: [],
    warm: [],
    next: [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, address] of [
      ["bare", bare],
      ["cold", ours],
    ] as const) {
      const context = await phone(browser);
      const page = await context.newPage();
      await slow(page);
      found[name].push(await arrive(page, address));
      if (name === "cold") {
        await page.evaluate(() => navigator.serviceWorker.ready);
        await page.waitForFunction(() => !!navigator.serviceWorker.controller);
        const link = page.locator(".point-row h3 a").first();
        await link.dispatchEvent("touchstart");
        await link.focus();
        await page.waitForTimeout(1500);
        found.next.push(
          await page.evaluate(
            () =>
              new Promise<number>((resolve) => {
                const start = performance.now();
                const until = () =>
                  document.querySelector("main h1:not(.unseen)")
                    ? resolve(performance.now() - start)
                    : requestAnimationFrame(until);
                document.querySelector<HTMLElement>(".point-row h3 a")!.click();
                until();
              }),
          ),
        );
        const again = await context.newPage();
        await slow(again);
        found.warm.push((await arrive(again, ours)).first);
      }
      await context.close();
    }
  }
  await browser.close();
  return { cold: middle(found.cold), bare: middle(found.bare), warm: median(found.warm), next: median(found.next) };
}
