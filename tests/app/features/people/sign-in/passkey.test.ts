import { expect, test } from "vitest";
import {
  askPasskey,
  keepPasskey,
  listPasskeys,
  offerPasskey,
  removePasskey,
  signInByPasskey,
} from "#app/features/people/sign-in/passkey.server.ts";
import { testApp } from "#tests/support/app.ts";
import { clinicOf, newStaff } from "#tests/support/staff.ts";

const place = { rpId: "localhost", origin: "http://localhost:3000" };
const broken = {
  id: "AA",
  rawId: "AA",
  type: "public-key" as const,
  response: { clientDataJSON: "AA", attestationObject: "AA", authenticatorData: "AA", signature: "AA" },
  clientExtensionResults: {},
};

// A passkey that is really made and used is in the browser's tests; here is what must never let anybody in.
test("an answer that does not hold keeps no passkey and signs nobody in, and a challenge is answered once", async () => {
  const app = await testApp();
  const staff = await newStaff(app, "manager", await clinicOf(app));
  const offer = await offerPasskey(app, staff, place);
  expect(offer.options.rp.id).toBe("localhost");
  expect(await keepPasskey(app, staff, place, offer.id, broken, "")).toBe("refused");
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
  expect(await keepPasskey(app, await newStaff(app, "manager", point), place, offer.id, broken, "")).toBe("refused");
});

test("own passkeys are listed and removed one by one; the last way in stays, and another's is not there", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const [me, other] = [await newStaff(app, "manager", point), await newStaff(app, "manager", point)];
  const row = (id: string, staff: { id: string }, label: string, at: string) => ({
    id,
    staff_id: staff.id,
    public_key: "k",
    counter: 0,
    transports: "[]",
    label,
    created_at: at,
    used_at: null,
  });
  await app.db
    .insertInto("passkeys")
    .values([
      row("a", me, "Chrome · Android", "2026-11-01"),
      row("b", me, "Edge · Windows", "2026-11-02"),
      row("c", other, "", "2026-11-03"),
    ])
    .execute();
  expect((await listPasskeys(app, me)).map(({ id, label }) => [id, label])).toEqual([
    ["b", "Edge · Windows"],
    ["a", "Chrome · Android"],
  ]);
  expect(await removePasskey(app, me, "c")).toBe("not-there");
  expect(await removePasskey(app, me, "a")).toBe("removed");
  expect(await removePasskey(app, me, "b")).toBe("last-way");
  await app.db.updateTable("staff").set({ totp_sealed: "t", phone_index: "i" }).where("id", "=", me.id).execute();
  expect(await removePasskey(app, me, "b")).toBe("removed");
  expect((await app.db.selectFrom("passkeys").select("id").execute()).map(({ id }) => id)).toEqual(["c"]);
  expect(
    await app.db.selectFrom("trail").select("verb").where("verb", "=", "staff.passkey-removed").execute(),
  ).toHaveLength(2);
});
