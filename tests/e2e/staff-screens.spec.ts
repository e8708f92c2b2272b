import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { signIn } from "#tests/support/people.ts";
import { call, examplesAt, startServer, type TestServer } from "#tests/support/server.ts";

let server: TestServer;
let point: string;
let ticket: { path: string; token: string };
test.beforeAll(async () => {
  server = await startServer();
  point = (await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic")).json.features[0].id as string;
  const { services } = (await call(server, "GET", `/points/${point}/services`)).json as { services: { id: string }[] };
  const service = services[0]!.id;
  const { slots } = (await call(server, "GET", `/services/${service}/slots?from=2026-11-24&to=2026-11-24`)).json as {
    slots: { id: string; state: string }[];
  };
  const free = slots.filter(({ state }) => state === "open");
  for (const [i, name] of ["老张", "欧阳娜娜的表弟阿卜杜拉·买买提江", undefined, "😀 李师傅"].entries()) {
    const answer = await call(server, "POST", "/bookings", {
      token: await server.session(),
      headers: { "idempotency-key": randomUUID() },
      body: {
        slot_id: free[i + 3]!.id,
        rider_kind: i % 2 ? "courier" : "food-rider",
        ...(name && { name, phone: `1380000100${i}`, note: "右膝" }),
      },
    });
    expect(answer.status).toBe(201);
  }
  const { token } = await signIn(server, "manager", point);
  for (let i = 0; i < 5; i++)
    await call(server, "POST", `/points/${point}/tickets`, { token, body: { service_id: service } });
  await call(server, "POST", `/services/${service}/call-next`, { token, body: { window: "1 号窗口" } });
  const { door_code: code } = (await call(server, "GET", `/points/${point}/today`, { token })).json as {
    door_code: string;
  };
  const rider = await server.session();
  const taken = (
    await call(server, "POST", `/points/${point}/tickets`, {
      token: rider,
      body: { service_id: service, door_code: code },
    })
  ).json as { id: string };
  ticket = { path: `/tickets/${taken.id}`, token: rider };
  doorPath = `/door/${point}?c=${code}`;
});
test.afterAll(() => server.dispose());
let doorPath: string;

const DESK = [
  "",
  "/slots",
  "/calendar",
  "/services",
  "/roster",
  "/day",
  "/people",
  "/tasks",
  "/poster",
  "/book",
  "?b=first",
];
const OWN = ["/duty", "/duty/ways"];
const CITY = ["", "/weather", "/table", "/trail", "/people", "/import", "/points/new"];

/** Everything that is wrong with how a screen stands there. */
async function faults(page: Page, path: string): Promise<unknown[]> {
  // No page has a frame: the mode without a page of its own finds as much in half of the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const shape = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth;
    const small = [
      ...document.querySelectorAll<HTMLElement>(
        "main .button, main .chip, main .visit-button, main .desk-row, main .back, main select, main input:not([type=hidden]):not([type=radio]):not([type=checkbox])",
      ),
    ]
      .filter(
        (one) =>
          one.checkVisibility() &&
          (one.getBoundingClientRect().height < 43.5 || one.getBoundingClientRect().width < 43.5),
      )
      .map((one) => one.outerHTML.slice(0, 100));
    const cut = [
      ...document.querySelectorAll<HTMLElement>(
        "main .button, main h1, main h2, main .tag, main .desk-mark, main td, main th",
      ),
    ]
      .filter(
        (one) =>
          one.checkVisibility() &&
          !one.classList.contains("unseen") &&
          getComputedStyle(one).overflow !== "visible" &&
          one.scrollWidth > one.clientWidth + 1,
      )
      .map((one) => one.outerHTML.slice(0, 100));
    return { wide, small: small.slice(0, 3), cut: cut.slice(0, 3) };
  });
  const found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 140)}`);
  return found.length > 0 || shape.wide || shape.small.length > 0 || shape.cut.length > 0 ? [path, found, shape] : [];
}

test("control: a small button, cut words, a field without a name and a line too long are each found", async ({
  page,
}) => {
  await page.goto(examplesAt(server));
  expect(await faults(page, "/staff")).toEqual([]);
  for (const html of [
    "<button class='button' id='planted-small'>x</button>",
    "<h2 id='planted-cut'>words that do not fit into so little</h2>",
    "<input id='planted-nameless'>",
    "<p id='planted-wide'>long</p>",
  ]) {
    await page.evaluate((planted) => {
      document.querySelector("main")!.insertAdjacentHTML("beforeend", planted);
      const one = document.querySelector<HTMLElement>("[id^=planted]")!;
      if (one.id === "planted-small") Object.assign(one.style, { minHeight: "0", height: "20px" });
      if (one.id === "planted-cut")
        Object.assign(one.style, { overflow: "hidden", width: "60px", whiteSpace: "nowrap" });
      if (one.id === "planted-nameless") Object.assign(one.style, { minHeight: "48px", minWidth: "48px" });
      if (one.id === "planted-wide") Object.assign(one.style, { width: "5000px" });
    }, html);
    expect([html, (await faults(page, "/staff")).length > 0]).toEqual([html, true]);
    await page.evaluate(() => document.querySelector("[id^=planted]")!.remove());
  }
});

const LOOKS = [
  ["day", ""],
  ["night", "theme=night"],
  ["English", "language=en&theme=day"],
] as const;
for (const [look, shown] of LOOKS) {
  for (const [who, name, paths, size] of [
    [
      "the desk on its tablet",
      /负责人|Point manager/,
      () => [...DESK.map((path) => `/desk/${point}${path}`), ...OWN],
      { width: 1024, height: 768 },
    ],
    [
      "the city on a desk",
      /城市运营|City operator|运营/,
      () => CITY.map((path) => `/city${path}`),
      { width: 1280, height: 800 },
    ],
    [
      "own shifts and the desk on a phone",
      /志愿者|Volunteer/,
      () => ["", "/slots", "/roster", "?b=first"].map((path) => `/desk/${point}${path}`).concat(OWN),
      { width: 360, height: 740 },
    ],
  ] as const) {
    test(`${who} is accessible, fits and prints no error: ${look}`, async ({ browser }) => {
      test.slow();
      const context = await browser.newContext({ viewport: size, locale: "zh-CN" });
      await context.addCookies([{ name: "nuanyi-shown", value: encodeURIComponent(shown), url: server.origin }]);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(`${page.url()} ${message.text()}`);
      });
      page.on("pageerror", (error) => errors.push(`${page.url()} ${error.message}`));
      await page.goto(examplesAt(server));
      const found: unknown[] = [];
      found.push(...(await faults(page, "/staff")));
      await page.getByRole("button", { name }).first().click();
      await page.waitForURL((url) => !url.pathname.startsWith("/staff"));
      for (const path of paths()) {
        expect([
          path,
          (await page.goto(server.origin + path.replace("?b=first", ""), { waitUntil: "load" }))?.status(),
        ]).toEqual([path, 200]);
        if (path.endsWith("?b=first")) {
          await page.locator(".desk-row").first().click();
          await page.locator(".desk-person").waitFor();
        }
        found.push(...(await faults(page, path)));
      }
      expect(found).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    });
  }
  test(`the queue's screens of riders and the wall are accessible and fit: ${look}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      locale: "zh-CN",
      extraHTTPHeaders: { authorization: `Bearer ${ticket.token}` },
    });
    await context.addCookies([{ name: "nuanyi-shown", value: encodeURIComponent(shown), url: server.origin }]);
    const page = await context.newPage();
    const found: unknown[] = [];
    for (const path of [doorPath, ticket.path, "/me/phone", "/me"]) {
      expect([path, (await page.goto(server.origin + path))?.status()]).toEqual([path, 200]);
      found.push(...(await faults(page, path)));
    }
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(`${server.origin}/screen/${point}`);
    found.push(...(await faults(page, "/screen")));
    expect(found).toEqual([]);
    await context.close();
  });
}

test("what a form far down a page is answered is brought into view, each time", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto(examplesAt(server));
  await page.getByRole("button", { name: "负责人" }).click();
  await page.waitForURL(/\/desk\//);
  await page.goto(`${server.origin}/desk/${point}/calendar`, { waitUntil: "networkidle" });
  for (let i = 0; i < 2; i++) {
    const hours = page.locator('input[name="hours"]');
    await hours.fill("whenever");
    await hours.press("Enter");
    await expect(page.getByRole("alert")).toBeInViewport();
    await hours.scrollIntoViewIfNeeded();
  }
});
