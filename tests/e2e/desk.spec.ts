import { randomUUID } from "node:crypto";
import SQLite from "better-sqlite3";
import { chromium, expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { filmOfQr } from "#tests/support/camera.ts";
import { pin, signIn } from "#tests/support/people.ts";
import { call, examplesAt, freePort, startServer, type TestServer } from "#tests/support/server.ts";

let server: TestServer;
let clinic: { point: string; service: string };
test.beforeEach(async () => {
  server = await startServer();
  const near = await call(server, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
  const point = near.json.features[0].id as string;
  clinic = { point, service: (await call(server, "GET", `/points/${point}/services`)).json.services[0].id };
});
test.afterEach(() => server.dispose());

const TABLET = { viewport: { width: 1024, height: 768 }, locale: "zh-CN" };
const PHONE = { viewport: { width: 360, height: 740 }, locale: "zh-CN" };

/** A browser in which somebody of the demonstration is signed in by one press. */
async function signedIn(
  browser: Browser,
  name: string,
  size = TABLET,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(size);
  const page = await context.newPage();
  await page.goto(examplesAt(server));
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/staff"));
  return { context, page };
}

/** A booking of a fresh rider at the clinic. */
async function booked(date: string, at: number, name?: string): Promise<{ token: string; id: string; code: string }> {
  const { slots } = (await call(server, "GET", `/services/${clinic.service}/slots?from=${date}&to=${date}`)).json as {
    slots: { id: string; state: string }[];
  };
  const token = await server.session();
  const answer = await call(server, "POST", "/bookings", {
    token,
    headers: { "idempotency-key": randomUUID() },
    body: {
      slot_id: slots.filter(({ state }) => state === "open")[at]!.id,
      rider_kind: "food-rider",
      ...(name && { name }),
    },
  });
  expect(answer.status).toBe(201);
  return { token, ...(answer.json as { id: string; code: string }) };
}
const store = <T>(read: (db: SQLite.Database) => T): T => {
  const db = new SQLite(server.databaseUrl.slice(5), { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
};
const statusOf = (id: string) => store((db) => db.prepare("select status from bookings where id = ?").pluck().get(id));
const number = (page: Page) => page.locator(".desk-number");

test("a volunteer checks in a rider by code, ticks the proof, serves, and takes it back; another desk sees it without reloading", async ({
  browser,
}) => {
  const rider = await booked("2026-11-24", 6, "老张");
  const { page } = await signedIn(browser, "志愿者");
  const other = await signedIn(browser, "护士");
  await expect(other.page.locator(".desk-row", { hasText: "老张" })).toContainText("未到");
  await page.getByRole("textbox", { name: "凭证号或手机尾号 4 位" }).fill(rider.code.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "老张" })).toBeVisible();
  await page.getByRole("button", { name: "工服" }).click();
  await expect(page.locator(".desk-row", { hasText: "老张" })).toContainText("已到");
  expect(statusOf(rider.id)).toBe("checked-in");
  await expect(other.page.locator(".desk-row", { hasText: "老张" })).toContainText("已到");
  await page.getByRole("button", { name: "办完了" }).click();
  await expect(page.locator(".desk-row", { hasText: "老张" })).toContainText("已完成");
  await page.getByRole("button", { name: "撤销完成" }).click();
  await page.getByRole("button", { name: "撤销签到" }).click();
  await expect(page.locator(".desk-row", { hasText: "老张" })).toContainText("未到");
  expect(statusOf(rider.id)).toBe("booked");
});

test("a QR on a phone, held to the tablet's camera, opens its rider's card", async ({}, info) => {
  const rider = await booked("2026-11-24", 5);
  const film = info.outputPath("qr.y4m");
  filmOfQr(film, `NUANYI:${rider.code.replace("-", "")}`);
  const { launchOptions } = info.project.use;
  const browser = await chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  try {
    const { page } = await signedIn(browser, "志愿者");
    await page.getByRole("button", { name: "扫码" }).click();
    await expect(page.locator(".desk-person .desk-code")).toHaveText(formatCode(rider.code), { timeout: 20_000 });
    await page.getByRole("button", { name: "接单页" }).click();
    await expect(page.locator(".desk-person .desk-mark")).toHaveText("已到");
    expect(store((db) => db.prepare("select status, proof from bookings where id = ?").get(rider.id))).toEqual({
      status: "checked-in",
      proof: "order-screen",
    });
  } finally {
    await browser.close();
  }
});

test("a walk-in scans the door, holds the place, is passed over, returns and is called; the wall shows the number", async ({
  browser,
}) => {
  const desk = await signedIn(browser, "志愿者");
  await desk.page.getByRole("link", { name: "门口海报" }).click();
  await expect(desk.page.locator(".paper")).toContainText("武汉市第四医院");
  const { door_code: code } = (await (
    await desk.page.request.get(`${server.origin}/api/v1/points/${clinic.point}/today`)
  ).json()) as { door_code: string };
  await desk.page.goto(`${server.origin}/desk/${clinic.point}`);
  // Who only has the address, and is not at the door, is told to scan.
  const rider = await browser.newContext(PHONE);
  const phone = await rider.newPage();
  await phone.goto(`${server.origin}/door/${clinic.point}`);
  await expect(phone.getByText("到了门口，扫门上的二维码再取号。").first()).toBeVisible();
  await phone.goto(`${server.origin}/door/${clinic.point}?c=${code}`);
  await phone.getByRole("button", { name: "取一个号" }).first().click();
  await expect(phone.getByText("下一个就是你")).toBeVisible();
  await expect(desk.page.getByRole("heading", { name: "1 个在等" })).toBeVisible();
  await phone.getByText("15 分钟", { exact: true }).click();
  await phone.getByRole("button", { name: "留位" }).click();
  await expect(phone.getByText(/位置给你留到/)).toBeVisible();
  await desk.page.getByRole("button", { name: "给一个号" }).click();
  await expect(desk.page.getByText("号码 A002，念给对方听")).toBeVisible();
  await desk.page.getByRole("button", { name: "叫号" }).click();
  await expect(number(desk.page)).toHaveText("A002");
  await phone.getByRole("button", { name: "我回来了" }).click();
  await expect(phone.getByText("下一个就是你")).toBeVisible();
  await desk.page.getByRole("button", { name: "叫号" }).click();
  await expect(number(desk.page)).toHaveText("A001");
  await expect(phone.getByText("叫到你了，请到 1 号窗口")).toBeVisible();
  const wall = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await wall.goto(`${server.origin}/screen/${clinic.point}`);
  await expect(wall.locator("main")).toContainText("A001");
  await desk.page.getByRole("button", { name: "过号" }).click();
  await expect(phone.getByText("叫过你没应")).toBeVisible();
  await desk.page.getByRole("button", { name: "重叫 A001" }).click();
  await expect(phone.getByText("叫到你了，请到 1 号窗口")).toBeVisible();
});

test("two who press “call next” at once call one number each, and where one waits, one number is called", async ({
  browser,
}) => {
  const one = await signedIn(browser, "志愿者");
  const two = await signedIn(browser, "护士");
  await two.page.getByLabel("我在").selectOption("2");
  await one.page.getByRole("button", { name: "给一个号" }).click();
  await expect(two.page.getByRole("heading", { name: "1 个在等" })).toBeVisible();
  await Promise.all([one, two].map(({ page }) => page.getByRole("button", { name: "叫号" }).click()));
  await expect.poll(async () => (await number(one.page).count()) + (await number(two.page).count())).toBe(1);
  await expect
    .poll(
      async () =>
        (await one.page.getByText("没有人在等。").count()) + (await two.page.getByText("没有人在等。").count()),
    )
    .toBe(1);
  expect(store((db) => db.prepare("select count(*) from tickets where state = 'called'").pluck().get())).toBe(1);
  // At one window, two pages that saw the same call one number more, not two.
  await two.page.getByLabel("我在").selectOption("1");
  for (let i = 0; i < 2; i++) await one.page.getByRole("button", { name: "给一个号" }).click({ delay: 50 });
  await expect(two.page.getByRole("heading", { name: "2 个在等" })).toBeVisible();
  await Promise.all([one, two].map(({ page }) => page.getByRole("button", { name: "叫号" }).click()));
  await expect(one.page.getByRole("heading", { name: "1 个在等" })).toBeVisible();
  await expect(two.page.getByRole("heading", { name: "1 个在等" })).toBeVisible();
  expect(store((db) => db.prepare("select count(*) from trail where verb = 'ticket.called'").pluck().get())).toBe(2);
});

test("the tablet loses its network, checks in three riders, counts a visit, comes back, and each stands once even when an answer is lost", async ({
  browser,
}) => {
  const riders = [await booked("2026-11-24", 4), await booked("2026-11-24", 5), await booked("2026-11-24", 6)];
  const { page, context } = await signedIn(browser, "负责人");
  // why: what the worker sends when the browser wakes it cannot be lost on its way here; it is tested with the riders' own.
  await page.evaluate("delete ServiceWorkerRegistration.prototype.sync");
  await page.getByRole("link", { name: "人员" }).click();
  await page
    .locator("form", { has: page.locator('input[value="tablet"]') })
    .getByRole("button")
    .click();
  // From here on it is nobody's until a PIN is entered, and shows no name.
  await expect(page.getByText("输入你的 PIN")).toBeVisible();
  const volunteer = await signIn(server, "volunteer", clinic.point);
  const secret = await pin(server, volunteer.token, clinic.point);
  for (const digit of secret) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "进入" }).click();
  await expect(page.locator(".desk-row")).toHaveCount(3);
  await context.setOffline(true);
  await expect(page.getByText("网络断了")).toBeVisible();
  // A tap on a row asks nobody, and a press that needs the server says that nothing was written.
  await page.locator(".desk-row").first().click();
  await expect(page.locator(".desk-person .desk-code")).toBeVisible();
  await expect(page.getByRole("button", { name: "叫号" })).toBeDisabled();
  for (const rider of riders) {
    await page.getByRole("textbox", { name: "凭证号或手机尾号 4 位" }).fill(rider.code);
    await page.keyboard.press("Enter");
    await expect(page.locator(".desk-person .desk-code")).toHaveText(formatCode(rider.code));
    await page.getByRole("button", { name: "工服" }).click();
    await expect(page.locator(".desk-person .desk-mark")).toHaveText("已签到·待发送");
  }
  await page.getByRole("button", { name: /饮水/ }).click();
  await expect(page.getByText("4 条还没发出")).toBeVisible();
  // What is kept on the tablet names nobody.
  const keptHere = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open("nuanyi");
        open.onsuccess = () => {
          const all = open.result.transaction("kept").objectStore("kept").get("outbox");
          all.onsuccess = () => {
            open.result.close();
            resolve(JSON.stringify([all.result, { ...localStorage }]));
          };
        };
      }),
  );
  expect(keptHere).toContain(riders[0]!.code);
  expect(keptHere).not.toMatch(/老|"name"|note|phone/);
  expect(riders.map(({ id }) => statusOf(id))).toEqual(["booked", "booked", "booked"]);
  // The first answer after the cut is lost on its way: the same check-in is sent again.
  let lost = 0;
  await page.route("**/api/v1/check-ins", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await context.setOffline(false);
  await expect(page.locator(".desk-row .desk-mark", { hasText: "已到" })).toHaveCount(3, { timeout: 30_000 });
  await expect(page.getByText(/条还没发出/)).toHaveCount(0);
  expect(lost).toBeGreaterThan(3);
  expect(
    store(
      (db) =>
        db
          .prepare("select subject_id, count(*) as n from trail where verb = 'booking.checked-in' group by subject_id")
          .all() as { n: number }[],
    ).map(({ n }) => n),
  ).toEqual([1, 1, 1]);
  expect(store((db) => db.prepare("select count(*) from visits").pluck().get())).toBe(1);
  await page.getByRole("button", { name: /离开/ }).click();
  await expect(page.getByText("输入你的 PIN")).toBeVisible();
});

test("a closed Thursday moves its riders, can be undone for a minute, and then they are told and offered other places", async ({
  browser,
}) => {
  const rider = await booked("2026-11-26", 0);
  const phone = await browser.newContext({ ...PHONE, extraHTTPHeaders: { authorization: `Bearer ${rider.token}` } });
  const pass = await phone.newPage();
  const when = async () => {
    await pass.goto(`${server.origin}/bookings/${rider.id}`);
    return pass.locator(".pass-when").innerText();
  };
  const before = await when();
  const { page } = await signedIn(browser, "负责人");
  await page.goto(`${server.origin}/desk/${clinic.point}/slots?date=2026-11-26`);
  await page.getByRole("button", { name: "关掉这一天（已约 1 人）" }).click();
  await expect(page.getByText("已关闭：1 人改到最近的时间，0 人没有别的位置，已取消。")).toBeVisible();
  await expect(page.getByText(/秒内可以撤销/)).toBeVisible();
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByText("已撤销，1 人回到原来的时间。")).toBeVisible();
  expect(await when()).toBe(before);
  await page.getByRole("button", { name: "关掉这一天（已约 1 人）" }).click();
  await expect(page.getByText("已关闭：1 人")).toBeVisible();
  expect(await when()).not.toBe(before);
  await pass.goto(`${server.origin}/inbox`);
  await expect(pass.getByText(/时间改了/)).toHaveCount(0);
  await server.setClock("2026-11-24T02:01:30.000Z");
  await expect(async () => {
    await pass.goto(`${server.origin}/inbox`);
    await expect(pass.getByRole("heading", { name: /时间改了/ })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await when();
  await expect(pass.getByRole("heading", { name: "附近别的地方" })).toBeVisible();
  await expect(pass.locator(".point-row").first()).toBeVisible();
});

test("a shift is taken, swapped person to person, and the other stands there; an uncovered point shows so to a rider within seconds", async ({
  browser,
}) => {
  const manager = await signedIn(browser, "负责人");
  await manager.page.goto(`${server.origin}/desk/${clinic.point}/roster`);
  await manager.page.getByLabel("窗口名称").fill("导诊台");
  await manager.page.getByRole("button", { name: "加窗口" }).click();
  const need = manager.page.locator("form", { has: manager.page.locator('input[value="add-need"]') });
  await expect(need.locator('input[name="days"]')).toHaveCount(7);
  for (const day of await need.locator('input[name="days"]').all()) await day.check({ force: true });
  await need.locator('input[name="to"]').fill("11:30");
  await need.getByRole("button").click();
  await expect(manager.page.locator(".shift").first()).toBeVisible();
  // Today's shift runs, nobody stands there, and the grace is over: a rider's page says so by itself.
  const rider = await (await browser.newContext(PHONE)).newPage();
  await rider.goto(`${server.origin}/points/${clinic.point}`);
  await server.setClock("2026-11-24T02:20:00.000Z");
  await expect(async () => {
    await rider.reload();
    await expect(rider.locator(".door").first()).toContainText("无人值守", { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  // The volunteer takes tomorrow's, and asks the nurse to swap.
  const volunteer = await signedIn(browser, "志愿者");
  await volunteer.page.goto(`${server.origin}/desk/${clinic.point}/roster`);
  const mine = volunteer.page
    .locator(".shift")
    .filter({ has: volunteer.page.getByRole("button", { name: "我来" }) })
    .nth(1);
  await mine.getByRole("button", { name: "我来" }).click();
  const taken = volunteer.page.locator(".shift[data-mine]");
  await expect(taken).toHaveCount(1);
  await taken.locator("summary").click();
  await taken.getByRole("combobox").selectOption({ label: "示例护士 小李" });
  await taken
    .locator("form", { has: volunteer.page.locator('input[value="swap"]') })
    .getByRole("button")
    .click();
  const nurse = await signedIn(browser, "护士");
  await nurse.page.goto(`${server.origin}/duty`);
  await nurse.page.locator('button[name="accepts"][value="1"]').click();
  await expect(nurse.page.locator(".shift[data-mine]")).toHaveCount(1);
  await volunteer.page.goto(`${server.origin}/duty`);
  await expect(volunteer.page.locator(".shift[data-mine]")).toHaveCount(0);
  // Somebody comes after all: the door is open again.
  await nurse.page.goto(`${server.origin}/desk/${clinic.point}`);
  await nurse.page.getByRole("button", { name: "我到岗了" }).first().click();
  await expect(async () => {
    await rider.reload();
    await expect(rider.locator(".door").first()).not.toContainText("无人值守", { timeout: 500 });
  }).toPass({ timeout: 15_000 });
});

test("a manager signs in with a passkey made on this device", async ({ browser }) => {
  // A number is no name that a passkey can belong to.
  const port = await freePort();
  const home = `http://localhost:${port}`;
  const own = await startServer({ port, env: { PUBLIC_ORIGIN: home } });
  const context = await browser.newContext(TABLET);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(examplesAt(own));
  await page.getByRole("button", { name: "负责人" }).click();
  await page.waitForURL(/\/desk\//);
  await page.goto(`${home}/duty/ways`);
  await page.getByRole("button", { name: "在这台设备上建一个" }).click();
  await expect(page.getByText("建好了，下次用它登录。")).toBeVisible();
  await context.clearCookies();
  await page.goto(`${home}/duty`);
  await expect(page).toHaveURL(/\/staff$/);
  await page.getByRole("button", { name: "用通行密钥登录" }).click();
  await page.waitForURL(/\/desk\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("武汉市第四医院");
  await context.close();
  await own.dispose();
});

test("the desk works by keyboard alone", async ({ browser }) => {
  const rider = await booked("2026-11-24", 5);
  await call(server, "POST", `/points/${clinic.point}/tickets`, {
    token: (await signIn(server, "volunteer", clinic.point)).token,
    body: { service_id: clinic.service },
  });
  const { page } = await signedIn(browser, "志愿者");
  const reach = async (what: RegExp, most = 80) => {
    for (let i = 0; i < most; i++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        return `${at.id} ${at.getAttribute("aria-label") ?? ""} ${at.textContent}`;
      });
      // What has the focus can be seen.
      const { width, height, y } = await page.evaluate(
        () =>
          (document.activeElement as HTMLElement).getBoundingClientRect().toJSON() as {
            width: number;
            height: number;
            y: number;
          },
      );
      if (what.test(name)) {
        expect(width * height).toBeGreaterThan(0);
        expect(y).toBeLessThan(768);
        return;
      }
    }
    throw new Error(`no way by keyboard to ${what}`);
  };
  await reach(/desk-code/);
  await page.keyboard.type(rider.code);
  await page.keyboard.press("Enter");
  await expect(page.locator(".desk-person")).toBeVisible();
  await reach(/工服/);
  await page.keyboard.press("Enter");
  await expect(page.locator(".desk-person .desk-mark")).toHaveText("已到");
  await reach(/办完了/);
  await page.keyboard.press("Enter");
  await expect(page.locator(".desk-person .desk-mark")).toHaveText("已完成");
  await reach(/叫号$/);
  await page.keyboard.press("Enter");
  await expect(number(page)).toHaveText("A001");
  await reach(/过号/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "重叫 A001" })).toBeVisible();
});

test("a server that does not answer, while the browser believes in its network, costs no page and no press", async ({
  browser,
}) => {
  const rider = await booked("2026-11-24", 5, "老张");
  const { page } = await signedIn(browser, "志愿者");
  await page.getByRole("button", { name: "给一个号" }).click();
  await expect(page.getByRole("heading", { name: "1 个在等" })).toBeVisible();
  await page.route("**/*.data*", (route) => route.abort());
  await page.route("**/api/v1/check-ins", (route) => route.abort());
  await page.getByRole("button", { name: "叫号" }).click();
  await expect(page.getByText("没连上，什么都没有改。")).toBeVisible();
  await page.locator(".desk-row", { hasText: "老张" }).click();
  await expect(page.locator(".desk-person .desk-code")).toHaveText(formatCode(rider.code));
  await page.getByRole("button", { name: "工服" }).click();
  await expect(page.locator(".desk-person .desk-mark")).toHaveText("已签到·待发送");
  await page.unroute("**/*.data*");
  await page.unroute("**/api/v1/check-ins");
  await expect(page.locator(".desk-row", { hasText: "老张" })).toContainText("已到", { timeout: 20_000 });
  expect(statusOf(rider.id)).toBe("checked-in");
});

test("a number finished by a wrong press comes back, and one called again after a skip does not block the next", async ({
  browser,
}) => {
  const { page } = await signedIn(browser, "志愿者");
  for (let i = 1; i <= 3; i++) {
    await page.getByRole("button", { name: "给一个号" }).click();
    await expect(page.getByRole("heading", { name: `${i} 个在等` })).toBeVisible();
  }
  const call = page.getByRole("button", { name: "叫号" });
  await call.click();
  await expect(number(page)).toHaveText("A001");
  await page.getByRole("button", { name: "过号" }).click();
  await expect(number(page)).toHaveCount(0);
  await call.click();
  await expect(number(page)).toHaveText("A002");
  await page.getByRole("button", { name: "重叫 A001" }).click();
  await expect(number(page)).toHaveText(["A001", "A002"]);
  await call.click();
  await expect(number(page)).toHaveText(["A003"]);
  await page.getByRole("button", { name: "办完", exact: true }).click();
  await page.getByRole("button", { name: "撤销 A003 办完" }).click();
  await expect(number(page)).toHaveText(["A003"]);
  await page.getByRole("button", { name: "放回队里" }).click();
  await expect(page.getByRole("heading", { name: "1 个在等" })).toBeVisible();
});
