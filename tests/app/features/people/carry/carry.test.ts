import { expect, test } from "vitest";
import { inAppOf } from "#app/features/people/preferences/in-app.ts";
import { lookWay, openWay } from "#app/features/people/carry/carry.server.ts";
import { endSessions } from "#app/features/people/sessions/end-sessions.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { newRider, NOW, testApp } from "#tests/support/app.ts";

test("apps that open what they scan are told from browsers", () => {
  expect(
    inAppOf(
      "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20231202 MicroMessenger/8.0.47",
    ),
  ).toBe("wechat");
  expect(inAppOf("Mozilla/5.0 (Linux; U; Android 12) AppleWebKit/537.36 UCBrowser/11.8 AlipayClient/10.5.36")).toBe(
    "alipay",
  );
  expect(inAppOf("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/112.0 amap/13.10.0.2112")).toBe("amap");
  for (const browser of [
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1",
    "amapola",
    undefined,
  ])
    expect(inAppOf(browser)).toBeUndefined();
});

test("ways that are over are forgotten when the next is opened", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  await openWay(app, rider);
  app.clock.set(plusMinutes(NOW, 16));
  await openWay(app, rider);
  expect(await app.db.selectFrom("carries").selectAll().execute()).toHaveLength(1);
});

test("a way is closed by the next one, and by signing out", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  const [first, second] = [await openWay(app, rider), await openWay(app, rider)];
  expect([await lookWay(app, first), await lookWay(app, second)]).toEqual([undefined, { deviceId: rider.deviceId }]);
  await endSessions(app, rider);
  expect(await lookWay(app, second)).toBeUndefined();
});
