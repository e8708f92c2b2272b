import { expect, test } from "vitest";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { sweepCodes } from "#app/features/people/accounts/sweep-codes.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";
import { at } from "#tests/support/staff.ts";

test("codes of yesterday are forgotten, today's are kept", async () => {
  const app = await testApp();
  const { deviceId } = await newRider(app);
  const ask = (phone: string) =>
    askPhoneCode(app, { phone, purpose: "rider", deviceId, cityId: "wuhan", address: "203.0.113.9", language: "zh" });
  const kept = async () => (await app.db.selectFrom("phone_codes").select("id").execute()).length;
  await ask("13800001111");
  app.clock.set(at("2026-11-25T02:10:00.000Z"));
  await ask("13800002222");
  await sweepCodes(app);
  expect(await kept()).toBe(1);
});
