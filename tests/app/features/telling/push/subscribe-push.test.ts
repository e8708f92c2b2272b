import { expect, test } from "vitest";
import { sendTestPush, subscribePush, unsubscribePush } from "#app/features/telling/push/subscribe-push.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";

const to = (endpoint: string) => ({ endpoint, p256dh: "p", auth: "a" });

test.each([
  ["https://fcm.googleapis.com/fcm/send/abc", "subscribed"],
  ["https://web.push.apple.com/abc", "subscribed"],
  ["http://fcm.googleapis.com/x", "host-not-allowed"],
  ["https://fcm.googleapis.com:8443/x", "host-not-allowed"],
  ["https://127.0.0.1/x", "host-not-allowed"],
  ["https://evil-push.apple.com.example/x", "host-not-allowed"],
  ["https://me@fcm.googleapis.com/x", "host-not-allowed"],
])("the address %s is %s", async (endpoint, outcome) => {
  const app = await testApp();
  expect(await subscribePush(app, await newRider(app), to(endpoint))).toBe(outcome);
});

test("a device has one subscription, can test it, and ends it", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  expect(await sendTestPush(app, rider)).toBe("no-subscription");
  await subscribePush(app, rider, to("https://fcm.googleapis.com/1"));
  await subscribePush(app, rider, to("https://fcm.googleapis.com/2"));
  expect(await sendTestPush(app, rider)).toBe("sent");
  expect(app.pushes.map(({ subscription }) => subscription.endpoint)).toEqual(["https://fcm.googleapis.com/2"]);
  await unsubscribePush(app, rider);
  expect(await sendTestPush(app, rider)).toBe("no-subscription");
});
