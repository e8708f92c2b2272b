import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bookForSomebody } from "#app/features/visiting/check-in/book-for-somebody.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { isTextStop, mayText, stopTextsBy } from "#app/features/people/riders/text-number.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { newRider, serviceNamed, slotAt, slotsOn, testApp } from "#tests/support/app.ts";
import { actorOf, at, clinicOf, newStaff } from "#tests/support/staff.ts";

test("sixty strangers who name one number send it some texts a day and no more; each carries the way to end them, and then none comes", async () => {
  const app = await testApp();
  Object.assign(app.config, { test: { ...app.config.test, rateLimits: true } });
  const service = await serviceNamed(app, "骑手门诊");
  const slots = (await slotsOn(app, service, "2026-11-26")).slice(0, 40);
  for (const slot of slots)
    expect(
      (
        await bookSlot(app, await newRider(app), randomUUID(), {
          slotId: slot.id,
          riderKind: "courier",
          phone: "13800001111",
        })
      ).kind,
    ).toBe("booked");
  const dispatcher = makeDispatcher(app);
  app.clock.set(at("2026-11-25T11:00:00.000Z"));
  await dispatcher.runOnce();
  await dispatcher.runOnce();
  expect(app.texts.length).toBe(LIMITS.textNumber.count);
  const path = /\/stop\/([\w-]+)/.exec(app.texts[0]!.text)!;
  expect(app.texts.every(({ text }) => text.endsWith(path[0]))).toBe(true);
  expect([
    await isTextStop(app, path[1]!),
    await isTextStop(app, "AAAAAAAAAAAA"),
    await stopTextsBy(app, "AAAAAAAAAAAA"),
    await stopTextsBy(app, path[1]!),
    await stopTextsBy(app, path[1]!),
  ]).toEqual([true, false, false, true, true]);
  app.clock.set(at("2026-11-26T05:30:00.000Z"));
  await dispatcher.runOnce();
  await dispatcher.runOnce();
  expect(app.texts.length).toBe(LIMITS.textNumber.count);
  expect(
    (
      await mayText(
        app,
        (await app.db.selectFrom("text_stops").select("phone_index").executeTakeFirstOrThrow()).phone_index,
      )
    ).kind,
  ).toBe("stopped");
  expect(JSON.stringify(await app.db.selectFrom("text_stops").selectAll().execute())).not.toContain("13800001111");
});

test("a number that staff wrote down is texted without a ceiling and without the way to end it", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const staff = await newStaff(app, "volunteer", point);
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-26", "14:10");
  await bookForSomebody(app, { ...actorOf(staff), deviceId: staff.deviceId }, point.id, randomUUID(), {
    slotId: slot.id,
    riderKind: "courier",
    phone: "13800001111",
  });
  app.clock.set(at("2026-11-25T06:10:00.000Z"));
  await makeDispatcher(app).runOnce();
  expect(app.texts).toHaveLength(1);
  expect(app.texts[0]!.text).not.toContain("/stop/");
});
