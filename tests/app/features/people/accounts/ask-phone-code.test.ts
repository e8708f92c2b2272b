import { expect, test } from "vitest";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { newRider, testApp } from "#tests/support/app.ts";
import { at } from "#tests/support/staff.ts";

test("a code of six digits goes to the phone, and stands nowhere in the store in clear", async () => {
  const app = await testApp();
  const { deviceId } = await newRider(app);
  const asked = await askPhoneCode(app, {
    phone: "13800001111",
    purpose: "rider",
    deviceId,
    cityId: "wuhan",
    address: "203.0.113.9",
    language: "zh",
  });
  expect(asked.kind).toBe("sent");
  const code = /\d{6}/.exec(app.texts[0]!.text)![0];
  expect(app.texts[0]!.phone).toBe("13800001111");
  expect(JSON.stringify(await app.db.selectFrom("phone_codes").selectAll().execute())).not.toMatch(
    new RegExp(`13800001111|"${code}"`),
  );
});

test("for a staff sign-in a number that nobody has is answered the same and sent nothing", async () => {
  const app = await testApp();
  const asked = await askPhoneCode(app, {
    phone: "13800001111",
    purpose: "staff",
    deviceId: null,
    cityId: "staff",
    address: "203.0.113.9",
    language: "zh",
  });
  expect(asked).toMatchObject({ kind: "sent" });
  expect(app.texts).toEqual([]);
});

test("limits go by phone, by device and by the city's bill, each told with the time to wait", async () => {
  const app = await testApp();
  app.config.test = { rateLimits: true };
  const ask = async (phone: string, deviceId: string, cityId = "wuhan") =>
    (await askPhoneCode(app, { phone, purpose: "rider", deviceId, cityId, address: "203.0.113.9", language: "zh" }))
      .kind;
  const [one, two] = [(await newRider(app)).deviceId, (await newRider(app)).deviceId];
  const answers: string[] = [];
  for (let i = 0; i < 6; i++) answers.push(await ask("13800001111", one));
  expect(answers).toEqual(["sent", "sent", "sent", "sent", "sent", "too-many"]);
  for (let i = 0; i < 8; i++) expect(await ask(`1390000000${i}`, two)).toBe("sent");
  expect(await ask("13900000009", two)).toBe("too-many");
  await app.db
    .insertInto("rate_counts")
    .values({ subject: "code-city:far", period: "2026-11-24T00:00:00.000Z", count: 3000 })
    .execute();
  expect(await ask("13700000000", (await newRider(app)).deviceId, "far")).toBe("too-many");
  app.clock.set(at("2026-11-24T03:00:00.000Z"));
  expect(await ask("13800001111", (await newRider(app)).deviceId)).toBe("sent");
});

test("asks for numbers that nobody has cost the city nothing, and asking as a rider shuts nobody out of serving", async () => {
  const app = await testApp();
  app.config.test = { rateLimits: true };
  await app.db
    .insertInto("rate_counts")
    .values({ subject: "code-city:staff", period: "2026-11-24T00:00:00.000Z", count: 3000 })
    .execute();
  const ask = async (purpose: "rider" | "staff", phone: string, address = "203.0.113.9") =>
    (
      await askPhoneCode(app, {
        phone,
        purpose,
        deviceId: null,
        cityId: purpose === "staff" ? "staff" : "wuhan",
        address,
        language: "zh",
      })
    ).kind;
  expect(await ask("staff", "13900000001")).toBe("sent");
  for (let i = 0; i < 5; i++) expect(await ask("rider", "13900000002")).toBe("sent");
  expect(await ask("rider", "13900000002")).toBe("too-many");
  expect(await ask("staff", "13900000002")).toBe("sent");
  // One address has a ceiling; another is not kept waiting by it.
  for (let i = 0; i < 150; i++) await ask("staff", `1370000${1000 + i}`);
  expect(await ask("staff", "13600000000")).toBe("too-many");
  expect(await ask("staff", "13600000000", "203.0.113.10")).toBe("sent");
});
