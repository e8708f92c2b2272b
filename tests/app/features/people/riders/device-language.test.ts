import { expect, test } from "vitest";
import { chooseLanguage, deviceLanguage } from "#app/features/people/riders/device-language.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";

test("a device is written to in the language that it chose last", async () => {
  const app = await testApp();
  const rider = await newRider(app);
  expect(await deviceLanguage(app.db, rider.deviceId)).toBe("zh");
  await chooseLanguage(app, rider, "en");
  expect(await deviceLanguage(app.db, rider.deviceId)).toBe("en");
});
