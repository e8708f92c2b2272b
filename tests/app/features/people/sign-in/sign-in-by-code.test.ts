import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { draftTotp, setUpCodes } from "#app/features/people/sign-in/set-up-staff.server.ts";
import { signInByCode } from "#app/features/people/sign-in/sign-in-by-code.server.ts";
import { testApp, type TestApp } from "#tests/support/app.ts";
import { clinicOf, newStaff } from "#tests/support/staff.ts";

/** What an authenticator shows (RFC 6238), now or some steps of half a minute from now. */
function otpOf(secret: string, ahead = 0): string {
  const bits = [...secret]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const sum = createHmac("sha1", Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2))))
    .update(counter)
    .digest();
  return String((sum.readUInt32BE(sum.at(-1)! & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
async function ask(app: TestApp, purpose: "rider" | "staff", deviceId: string | null) {
  const asked = await askPhoneCode(app, {
    phone: "13800002222",
    purpose,
    deviceId,
    cityId: "staff",
    address: "203.0.113.9",
    language: "zh",
  });
  if (asked.kind !== "sent") throw new Error(asked.kind);
  return { requestId: asked.requestId, code: /\d{6}/.exec(app.texts.at(-1)?.text ?? "")?.[0] ?? "000000" };
}

test("code and authenticator open together, each TOTP once; either alone does not", async () => {
  const app = await testApp();
  const manager = await newStaff(app, "manager", await clinicOf(app));
  const { secret, uri } = draftTotp(manager.name);
  expect(uri).toContain("otpauth://totp/");
  // 160 bits, as RFC 4226 wants.
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const setup = await ask(app, "rider", manager.deviceId);
  expect(await setUpCodes(app, manager, { secret, totp: "abcdef", ...setup })).toBe("wrong-totp");
  expect(await setUpCodes(app, manager, { secret, totp: otpOf(secret), ...setup, code: "xxxxxx" })).toBe("wrong-code");
  expect(await setUpCodes(app, manager, { secret, totp: otpOf(secret), ...setup })).toBe("set-up");
  expect(JSON.stringify(await app.db.selectFrom("staff").selectAll().execute())).not.toMatch(
    new RegExp(`${secret}|13800002222`),
  );

  const first = await ask(app, "staff", null);
  expect((await signInByCode(app, { ...first, totp: "000000" === otpOf(secret) ? "000001" : "000000" }, "")).kind).toBe(
    "wrong",
  );
  // The code that set it up has been used.
  expect((await signInByCode(app, { ...(await ask(app, "staff", null)), totp: otpOf(secret) }, "")).kind).toBe("wrong");
  const second = await ask(app, "staff", null);
  const totp = otpOf(secret, 1);
  expect(await signInByCode(app, { ...second, totp }, "")).toMatchObject({
    kind: "signed-in",
    staff: { id: manager.id },
  });
  const third = await ask(app, "staff", null);
  expect((await signInByCode(app, { ...third, totp }, "")).kind).toBe("wrong");
});

test("another person cannot take a phone that somebody else signs in with", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const [one, two] = [await newStaff(app, "manager", point), await newStaff(app, "manager", point)];
  for (const [who, outcome] of [
    [one, "set-up"],
    [two, "phone-taken"],
  ] as const) {
    const { secret } = draftTotp(who.name);
    expect(
      await setUpCodes(app, who, { secret, totp: otpOf(secret), ...(await ask(app, "rider", who.deviceId)) }),
    ).toBe(outcome);
  }
});
