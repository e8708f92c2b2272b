import { chromium, expect, test, type BrowserContext, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { makeNextBuild } from "#tests/support/next-build.ts";
import { call, examplesAt, startServer, type TestServer } from "#tests/support/server.ts";

/** What this browser keeps under a name, as the pages and the worker share it. */
const kept = (page: Page, name: string) =>
  page.evaluate(
    (key) =>
      new Promise<unknown>((resolve) => {
        const open = indexedDB.open("nuanyi");
        open.onsuccess = () => {
          if (!open.result.objectStoreNames.contains("kept")) return resolve(undefined);
          const get = open.result.transaction("kept").objectStore("kept").get(key);
          get.onsuccess = () => {
            open.result.close();
            resolve(get.result);
          };
        };
        open.onerror = () => resolve(undefined);
      }),
    name,
  );

/** A first visit to its end: the worker in charge, its files and the city kept. */
async function visit(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true);
  await expect
    .poll(
      async () =>
        ((await kept(page, "pack:wuhan:zh")) as { pack: { points: unknown[] } } | undefined)?.pack.points.length ?? 0,
    )
    .toBeGreaterThan(10);
}

async function open(
  info: { outputPath(name: string): string; project: { use: { launchOptions?: object } } },
  permissions: string[] = ["notifications"],
  script?: string,
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(info.outputPath("profile"), {
    ...info.project.use.launchOptions,
    viewport: { width: 360, height: 740 },
    locale: "zh-CN",
    permissions,
  });
  if (script) await context.addInitScript(script);
  return context;
}

/** Sees a legal desk's times, books the clinic, and has the pass kept. */
async function beforeTheStairwell(page: Page, origin: string): Promise<string> {
  await visit(page, origin);
  await page
    .locator(".point-row", { hasText: "硚口区法律援助工作站" })
    .getByRole("link", { name: "硚口区法律援助工作站" })
    .first()
    .click();
  await page.locator(".act-bar a").click();
  await expect(page.locator(".slot").first()).toBeVisible();
  await page.goto(origin);
  await page.locator(".point-row", { hasText: "武汉市第四医院" }).getByRole("link", { name: "预约" }).click();
  await page.locator(".slot", { hasText: "14:10" }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.locator(".chip", { hasText: "膝盖痛" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".pass-code")).toBeVisible();
  await expect
    .poll(async () => ((await kept(page, "passes")) as { passes: unknown[] } | undefined)?.passes.length)
    .toBe(1);
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
  await page
    .locator(".point-row", { hasText: "硚口区法律援助工作站" })
    .getByRole("link", { name: "硚口区法律援助工作站" })
    .first()
    .click();
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
  return (
    (await call(server, "GET", "/bookings", { token })).json as {
      bookings: { status: string; slot: { start: string }; service: { name: string } }[];
    }
  ).bookings;
};
const notifications = (page: Page) =>
  page.evaluate(async () =>
    (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body }) => `${title} ${body}`),
  );

for (const sync of [true, false]) {
  test(`with the server stopped the app opens, shows the pass and keeps a booking, which stands once when it is back${sync ? "" : "; also where the browser has no background sync"}`, async ({}, info) => {
    let server = await startServer();
    const context = await open(
      info,
      ["notifications"],
      sync ? undefined : "delete ServiceWorkerRegistration.prototype.sync;",
    );
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

/** Waits in the worker's registration until the browser would wake it, and wakes it. */
async function wakeWorker(context: BrowserContext, page: Page, origin: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find((one: { scopeURL: string }) => one.scopeURL.startsWith(origin));
      if (found) resolve(found.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.dispatchSyncEvent", {
    origin,
    registrationId: await registration,
    tag: "outbox",
    lastChance: false,
  });
}

/** Sees the legal desk's times, then asks for one without network. */
async function wishFor(page: Page, time: string): Promise<void> {
  await page.locator(".slot", { hasText: time }).click();
  await page.locator(".kind", { hasText: "外卖骑手" }).click();
  await page.locator(".act-bar button").click();
  await expect(page.locator(".outbox-entry")).toContainText("还没约上，位置没有留");
}
async function seeLegalDesk(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/?kind=legal-desk`);
  await page.locator(".point-row h3 a", { hasText: "硚口区法律援助工作站" }).click();
  await page.locator(".act-bar a").click();
  await expect(page.locator(".slot").first()).toBeVisible();
  return new URL(page.url()).pathname.split("/")[2]!;
}

test("with every page closed the worker sends what waits, a browser without a session gets one, and a place that is gone offers the next three", async ({}, info) => {
  let server = await startServer();
  const { origin, folder } = server;
  const port = Number(new URL(origin).port);
  const context = await open(info);
  try {
    let page = await context.newPage();
    await visit(page, origin);
    const service = await seeLegalDesk(page, origin);
    const { slots } = (await call(server, "GET", `/services/${service}/slots?from=2026-11-24&to=2026-11-24`)).json as {
      slots: { id: string; start: string; capacity: number }[];
    };
    const wanted = slots.find(({ start }) => start === "2026-11-24T07:00:00.000Z")!;
    await server.kill("SIGKILL");
    await wishFor(page, "15:00");
    await page.close();
    // Meanwhile others take the places of that time; the rider's phone does not know.
    server = await startServer({ folder, port });
    const blank = await context.newPage();
    await blank.goto("about:blank");
    for (let i = 0; i < wanted.capacity; i++) {
      const token = await server.session();
      expect(
        (
          await call(server, "POST", "/bookings", {
            token,
            headers: { "idempotency-key": randomUUID() },
            body: { slot_id: wanted.id, rider_kind: "courier" },
          })
        ).status,
      ).toBe(201);
    }
    await wakeWorker(context, blank, origin);
    page = await context.newPage();
    await page.goto(`${origin}/bookings`);
    await expect(page.locator(".outbox-entry")).toContainText("没有办成");
    await expect
      .poll(() => notifications(page))
      .toEqual([expect.stringMatching(/15:00.*还有这些时间：15:20、15:40、16:00/)]);
    await page.locator(".outbox-entry").getByRole("link", { name: "15:20" }).click();
    await expect(page.locator(".slot", { hasText: "15:20" }).locator("input")).toBeChecked();
    await page.locator(".kind", { hasText: "外卖骑手" }).click();
    await page.locator(".act-bar button").click();
    await expect(page.locator(".pass-when")).toContainText("15:20");
    expect(await bookings(server, page)).toHaveLength(1);
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("an answer that was lost on its way is given again: the wish that was kept books nothing twice", async ({}, info) => {
  const server = await startServer();
  const context = await open(info);
  try {
    const page = await context.newPage();
    await visit(page, server.origin);
    await seeLegalDesk(page, server.origin);
    await page.route("**/book.data*", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await route.fetch({ maxRedirects: 0 });
      await route.abort();
    });
    await page.locator(".slot", { hasText: "14:20" }).click();
    await page.locator(".kind", { hasText: "外卖骑手" }).click();
    await page.locator(".act-bar button").click();
    await expect(page.locator(".outbox-entry")).toContainText("约上了", { timeout: 15_000 });
    expect(await bookings(server, page)).toHaveLength(1);
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("after a change of look, and after signing out, the app opens without network all the same, as it looks now", async ({}, info) => {
  const server = await startServer();
  const context = await open(info);
  try {
    const page = await context.newPage();
    await beforeTheStairwell(page, server.origin);
    const startIsKept = () =>
      page.evaluate(async () =>
        (
          await Promise.all(
            (await caches.keys())
              .filter((name) => name.startsWith("pages-"))
              .map(async (name) => (await caches.open(name)).match("/")),
          )
        ).some(Boolean),
      );
    await page.goto(`${server.origin}/me`);
    await page.getByText("夜间").click();
    await page
      .locator("form", { has: page.getByText("夜间") })
      .getByRole("button", { name: "保存" })
      .click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "night");
    await expect.poll(startIsKept).toBe(true);
    await page.goto(`${server.origin}/me`);
    await page.getByRole("button", { name: "退出" }).click();
    await expect(page.getByRole("button", { name: "退出" })).toHaveCount(0);
    await expect.poll(startIsKept).toBe(true);
    await server.kill("SIGKILL");
    await page.goto(server.origin);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "night");
    await expect(page.locator(".tabs")).toBeVisible();
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("two wishes from one kept page are two", async ({}, info) => {
  const server = await startServer();
  const context = await open(info);
  try {
    const page = await context.newPage();
    await visit(page, server.origin);
    await seeLegalDesk(page, server.origin);
    await server.kill("SIGKILL");
    await wishFor(page, "15:00");
    await page.goto(`${server.origin}/?kind=legal-desk`);
    await page.locator(".point-row h3 a", { hasText: "硚口区法律援助工作站" }).click();
    await page.locator(".act-bar a").click();
    await page.locator(".slot", { hasText: "15:20" }).click();
    await page.locator(".kind", { hasText: "外卖骑手" }).click();
    await page.locator(".act-bar button").click();
    await expect(page.locator(".outbox-entry")).toHaveCount(2);
    await expect(page.locator(".outbox-entry").first()).toContainText("15:00");
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("cancelling and a word on a door wait too, and the place is the rider's until it is given back", async ({}, info) => {
  let server = await startServer();
  const { origin, folder } = server;
  const context = await open(info);
  try {
    const page = await context.newPage();
    await beforeTheStairwell(page, origin);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource|ERR_|Manifest fetch/.test(message.text()))
        errors.push(message.text());
    });
    const pass = page.url();
    await page.goto(origin);
    await page.locator(".point-row h3 a", { hasText: "六渡桥工会驿站" }).click();
    await expect(page.getByRole("heading", { name: "六渡桥工会驿站" })).toBeVisible();
    await server.kill("SIGKILL");
    await page.getByRole("button", { name: "锁着" }).click();
    await expect(page.locator("#door")).toContainText("半小时内有网就发");
    await page.goto(pass);
    await page.getByRole("button", { name: "取消预约" }).click();
    await expect(page.getByText("还没取消：没有网络")).toBeVisible();
    // The page that stood in for it gave way without a trace.
    expect(errors).toEqual([]);
    server = await startServer({ folder, port: Number(new URL(origin).port) });
    await page.goto(`${origin}/bookings`);
    await expect(page.locator(".outbox-entry", { hasText: "已取消" })).toBeVisible({ timeout: 20_000 });
    await expect(page.locator(".outbox-entry", { hasText: "已发出" })).toBeVisible();
    expect((await bookings(server, page)).map(({ status }) => status)).toEqual(["cancelled"]);
  } finally {
    await context.close();
    await server.dispose();
  }
});

/** Everything that the browser's caches hold, as text. */
const cached = (page: Page) =>
  page.evaluate(async () => {
    const found: { url: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      if (name.startsWith("assets-")) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found.push({ url: request.url, text: await (await cache.match(request))!.text() });
    }
    return found;
  });

test("a deploy while the app is open mixes no versions, loses no visited page, and asks before it reloads a form", async ({}, info) => {
  let server = await startServer();
  const { origin, folder } = server;
  const port = Number(new URL(origin).port);
  const context = await open(info);
  try {
    const page = await context.newPage();
    const failed: string[] = [];
    page.on("pageerror", (error) => failed.push(error.message));
    await visit(page, origin);
    await page.locator(".point-row h3 a", { hasText: "六渡桥工会驿站" }).click();
    await expect(page.getByRole("heading", { name: "六渡桥工会驿站" })).toBeVisible();
    await seeLegalDesk(page, origin);
    await page.goto(origin);
    const buildOf = () =>
      page.evaluate(() => (window as unknown as { __remixManifest?: { version: string } }).__remixManifest?.version);
    const first = await buildOf();
    await server.kill("SIGKILL");
    server = await startServer({ folder, port, build: makeNextBuild() });
    // A page whose files this window never loaded: those of its own build are gone from the server, and it does not want them.
    await page.getByRole("link", { name: "我的" }).click();
    await expect(page.getByRole("heading", { name: "我的", exact: true })).toBeVisible();
    await expect.poll(buildOf).toBe(`${first}n`);
    await expect
      .poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("pages-")).join()))
      .toBe(`pages-${first}n`);
    await server.kill("SIGKILL");
    await page.goto(origin);
    await page.locator(".point-row h3 a", { hasText: "六渡桥工会驿站" }).click();
    await expect(page.getByText("附近的厕所和吃的").or(page.getByText("第一次来")).first()).toBeVisible();
    await page.goto(`${origin}/?kind=legal-desk`);
    await page.locator(".point-row h3 a", { hasText: "硚口区法律援助工作站" }).click();
    await page.locator(".act-bar a").click();
    await expect(page.locator(".slot").first()).toBeVisible();
    await expect.poll(buildOf).toBe(`${first}n`);

    // Somebody fills in a form while the first build comes back: the answer to what they send is seen, and the page asks before it reloads.
    server = await startServer({ folder, port, build: "build/next" });
    await page.reload();
    await page.locator(".slot", { hasText: "14:40" }).click();
    await page.locator("summary", { hasText: "留个名字" }).click();
    await page.locator('input[name="name"]').fill("老张");
    await page.locator('input[name="phone"]').fill("12345");
    await page.locator(".kind", { hasText: "外卖骑手" }).click();
    await server.kill("SIGKILL");
    server = await startServer({ folder, port });
    await page.locator(".act-bar button").click();
    await expect(page.getByText("手机号不对").first()).toBeVisible();
    await expect(page.getByText("有新版本")).toBeVisible();
    await expect(page.locator('input[name="name"]')).toHaveValue("老张");
    await page.getByRole("button", { name: "现在更新" }).click();
    await expect.poll(buildOf).toBe(first);
    expect(failed).toEqual([]);
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("what was asked for before signing out and comes after it is not kept any more", async ({}, info) => {
  const server = await startServer();
  const context = await open(info);
  try {
    const page = await context.newPage();
    await beforeTheStairwell(page, server.origin);
    let asked = () => undefined as void;
    const waits = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let answer = () => undefined as void;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/passes", async (route) => {
      const response = await route.fetch();
      asked();
      await held;
      await route.fulfill({ response }).catch(() => undefined);
    });
    await page.goto(`${server.origin}/me`);
    await waits;
    // The browser forgets, and the answer comes while the server has not heard of it yet.
    await page.route(/\/me(\?index)?$/, async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      answer();
      await page.waitForTimeout(500).catch(() => undefined);
      await route.fallback();
    });
    await page.getByRole("button", { name: "退出" }).click();
    await expect(page.getByRole("button", { name: "退出" })).toHaveCount(0);
    await page.waitForTimeout(500);
    expect(await kept(page, "passes")).toBeUndefined();
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("no private page is ever in a cache, and signing out clears the device", async ({}, info) => {
  const server = await startServer();
  const context = await open(info);
  try {
    const page = await context.newPage();
    const code = await beforeTheStairwell(page, server.origin);
    for (const path of ["/bookings", "/inbox", "/me", "/me/phone", page.url().replace(server.origin, "")]) {
      await page.goto(server.origin + path);
      await page.getByRole("link", { name: "附近", exact: true }).click();
    }
    const held = await cached(page);
    expect(held.length).toBeGreaterThan(1);
    expect(
      held.filter(({ url }) => /^\/(bookings|inbox|me|passes|tickets|waitlist|desk)/.test(new URL(url).pathname)),
    ).toEqual([]);
    expect(held.filter(({ text }) => text.includes(code.replace("-", "")) || text.includes(code))).toEqual([]);
    // What the phone keeps of a pass says nothing of what it is about.
    expect(JSON.stringify(await kept(page, "passes"))).toContain(code.replace("-", ""));
    expect(JSON.stringify(await kept(page, "passes"))).not.toMatch(/膝|knee/i);
    await page.goto(`${server.origin}/me`);
    await page.getByRole("button", { name: "退出" }).click();
    await expect(page.getByRole("button", { name: "退出" })).toHaveCount(0);
    await expect
      .poll(async () => [await kept(page, "passes"), await kept(page, "nearby-shown"), await kept(page, "outbox")])
      .toEqual([undefined, undefined, expect.anything()]);
    expect(
      (await cached(page)).filter(
        ({ url }) => new URL(url).pathname !== "/" && !/^\/icons\//.test(new URL(url).pathname),
      ),
    ).toEqual([]);
  } finally {
    await context.close();
    await server.dispose();
  }
});

test("a desk that is reloaded without network checks in by code and counts, and each stands once it is back", async ({}, info) => {
  let server = await startServer();
  const { origin, folder } = server;
  const context = await open(info);
  try {
    const page = await context.newPage();
    await visit(page, origin);
    await page.goto(examplesAt(server));
    await page.getByRole("button", { name: "志愿者" }).click();
    await page.waitForURL(/\/desk\//);
    await expect(page.getByRole("button", { name: /饮水/ })).toBeVisible();
    const point = new URL(page.url()).pathname.split("/")[2]!;
    const services = (await call(server, "GET", `/points/${point}/services`)).json as {
      services: { id: string; access: string; book: string; for: string[] }[];
    };
    const { id: service, for: kinds } = services.services.find(
      ({ access, book }) => access !== "walk-in" && book === "ours",
    )!;
    const { slots } = (await call(server, "GET", `/services/${service}/slots?from=2026-11-24&to=2026-11-24`)).json as {
      slots: { id: string; state: string }[];
    };
    const token = await server.session();
    const booked = (
      await call(server, "POST", "/bookings", {
        token,
        headers: { "idempotency-key": randomUUID() },
        body: { slot_id: slots.filter(({ state }) => state === "open").at(-1)!.id, rider_kind: kinds[0] ?? "courier" },
      })
    ).json as { id: string; code: string };
    expect(booked).toMatchObject({ status: "booked" });
    await page.reload();
    await expect(page.locator(".desk-row")).toHaveCount(1);
    await page.waitForLoadState("load");
    await page.waitForTimeout(500);
    await server.kill("SIGKILL");
    await page.reload();
    await expect(page.getByText("名单打不开")).toBeVisible();
    await page.getByRole("textbox", { name: "凭证号或手机尾号 4 位" }).fill(booked.code);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /饮水/ }).click();
    await expect(page.getByText("2 条还没发出")).toBeVisible();
    server = await startServer({ folder, port: Number(new URL(origin).port) });
    await expect(page.locator(".desk-row", { hasText: "已到" })).toHaveCount(1, { timeout: 30_000 });
    expect((await call(server, "GET", `/bookings/${booked.id}`, { token })).json.status).toBe("checked-in");
  } finally {
    await context.close();
    await server.dispose();
  }
});
