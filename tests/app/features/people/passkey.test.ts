import { expect, test } from "vitest";
import { askPasskey, keepPasskey, offerPasskey, signInByPasskey } from "#app/features/people/passkey.server.ts";
import { testApp } from "#tests/support/app.ts";
import { clinicOf, newStaff } from "#tests/support/staff.ts";

const place = { rpId: "localhost", origin: "http://localhost:3000" };
const broken = { id: "AA", rawId: "AA", type: "public-key" as const, response: { clientDataJSON: "AA", attestationObject: "AA", authenticatorData: "AA", signature: "AA" }, clientExtensionResults: {} };

// A passkey that is really made and used is in the browser's tests; here is what must never let anybody in.
test("an answer that does not hold keeps no passkey and signs nobody in, and a challenge is answered once", async () => {
  const app = await testApp();
  const staff = await newStaff(app, "manager", await clinicOf(app));
  const offer = await offerPasskey(app, staff, place);
  expect(offer.options.rp.id).toBe("localhost");
  expect(await keepPasskey(app, staff, place, offer.id, broken)).toBe(false);
  expect(await app.db.selectFrom("challenges").selectAll().execute()).toEqual([]);
  const asked = await askPasskey(app, place);
  expect(await signInByPasskey(app, place, asked.id, broken, "")).toBeUndefined();
  expect(await signInByPasskey(app, place, crypto.randomUUID(), broken, "")).toBeUndefined();
  expect(await app.db.selectFrom("passkeys").selectAll().execute()).toEqual([]);
});

test("a challenge made for one person keeps nobody else's passkey", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const offer = await offerPasskey(app, await newStaff(app, "manager", point), place);
  expect(await keepPasskey(app, await newStaff(app, "manager", point), place, offer.id, broken)).toBe(false);
});
