import { chromium, expect, test } from "@playwright/test";
import { startServer } from "#tests/support/server.ts";

test("a push that reaches the real service worker is seen as a notification, once, and opens its page", async ({}, info) => {
  const server = await startServer();
  const context = await chromium.launchPersistentContext(info.outputPath("profile"), {
    ...info.project.use.launchOptions,
    viewport: { width: 360, height: 740 },
    permissions: ["notifications"],
  });
  try {
    const page = await context.newPage();
    await page.goto(server.origin);
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    const session = await context.newCDPSession(page);
    const registration = new Promise<string>((resolve) => {
      session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const found = registrations.find((one: { scopeURL: string }) => one.scopeURL === scope);
        if (found) resolve(found.registrationId);
      });
    });
    await session.send("ServiceWorker.enable");
    const registrationId = await registration;
    const payload = {
      web_push: 8030,
      notification: {
        title: "14:10 到骑手门诊",
        body: "还有 1 小时",
        navigate: `${server.origin}/inbox`,
        tag: "t1",
        lang: "zh-CN",
      },
    };
    const shown = () =>
      page.evaluate(async () =>
        (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({
          title,
          body,
          tag,
        })),
      );
    // Chromium drops a message now and then while the worker starts or is busy: each is delivered until it shows, and twice at least.
    const deliver = (data: string) =>
      session.send("ServiceWorker.deliverPushMessage", { origin: server.origin, registrationId, data });
    await deliver(JSON.stringify(payload));
    await expect(async () => {
      await deliver(JSON.stringify(payload));
      await expect
        .poll(shown, { timeout: 2000 })
        .toEqual([{ title: "14:10 到骑手门诊", body: "还有 1 小时", tag: "t1" }]);
    }).toPass({ timeout: 30_000 });
    await expect(async () => {
      await deliver("not what we send");
      await expect
        .poll(async () => (await shown()).map(({ tag }) => tag).sort(), { timeout: 2000 })
        .toEqual(["inbox", "t1"]);
    }).toPass({ timeout: 30_000 });
  } finally {
    await context.close();
    await server.dispose();
  }
});
