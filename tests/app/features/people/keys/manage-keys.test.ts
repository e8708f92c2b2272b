import { expect, test } from "vitest";
import { findAsker } from "#app/features/people/sign-in/find-session.server.ts";
import {
  listIntegrationKeys,
  makeIntegrationKey,
  removeIntegrationKey,
} from "#app/features/people/keys/manage-keys.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a key holds one point until it is ended there, and a year at most", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const token = await makeIntegrationKey(app, manager, point.id, "HIS");
  const asker = async () => (await findAsker(app, token)).asker?.kind;
  const [key] = await listIntegrationKeys(app, point.id);
  expect(await removeIntegrationKey(app, manager, (await serviceNamed(app, "周四法律咨询")).pointId, key!.id)).toBe(
    false,
  );
  expect(await asker()).toBe("key");
  app.clock.set(plusMinutes(key!.endsAt, 0));
  expect(await asker()).toBeUndefined();
  app.clock.set(plusMinutes(key!.endsAt, -1));
  expect(await asker()).toBe("key");
  expect(await removeIntegrationKey(app, manager, point.id, key!.id)).toBe(true);
  expect(await asker()).toBeUndefined();
  expect(await listIntegrationKeys(app, point.id)).toEqual([]);
});
