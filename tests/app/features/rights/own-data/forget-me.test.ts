import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { forgetMe } from "#app/features/rights/own-data/forget-me.server.ts";
import { tellMe } from "#app/features/rights/own-data/tell-me.server.ts";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { starPoint } from "#app/features/places/stars/star-point.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { findSession } from "#app/features/people/sign-in/find-session.server.ts";
import { posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readKeyring } from "#db/backup/keyring.server.ts";
import { makeBackup } from "#db/backup/make-backup.server.ts";
import { rows } from "#db/rows.server.ts";
import { tablesInOrder } from "#db/schema.ts";
import { drift, newRider, serviceNamed, setCapacity, slotAt, testApp, type TestApp } from "#tests/support/app.ts";

const WORDS = { name: "张师傅一号", phone: "13812345678", note: "右膝旧伤，怕凉" };

/** A rider who has done everything that leaves a trace: one booking, one line, one star, messages. */
async function busyRider(app: TestApp) {
  const begun = await beginSession(app, "zh");
  const rider = { deviceId: begun.deviceId };
  const clinic = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, clinic, "2026-11-25", "14:10");
  const booked = await bookSlot(app, rider, randomUUID(), { slotId: slot.id, riderKind: "food-rider", ...WORDS });
  if (booked.kind !== "booked") throw new Error(booked.kind);
  const full = await slotAt(app, clinic, "2026-11-26", "14:10");
  await setCapacity(app, full, 1);
  const holder = await newRider(app);
  await bookSlot(app, holder, randomUUID(), { slotId: full.id, riderKind: "food-rider" });
  expect((await joinWaitlist(app, rider, { slotId: full.id, riderKind: "food-rider" })).kind).toBe("joined");
  await starPoint(app, rider, clinic.pointId, true);
  expect(
    (
      await takeTicket(app, clinic.pointId, clinic.id, {
        deviceId: rider.deviceId,
        doorCode: posterCodeOf(app, clinic.pointId),
      })
    ).kind,
  ).toBe("taken");
  await makeDispatcher(app).runOnce();
  return { rider, token: begun.token, slot, full, bookingId: booked.booking.id };
}

/** Every row of the store as text, by table. */
async function everything(app: TestApp): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name } of tablesInOrder())
    found.set(name, JSON.stringify(await rows(app.db, `select * from ${name}`, [])));
  return found;
}

test("a rider is told everything that is kept of them, their own words opened, and nothing of another's", async () => {
  const app = await testApp();
  const [one, other] = [await busyRider(app), await newRider(app)];
  const told = (await tellMe(app, one.rider)) as Record<
    "bookings" | "waitlist" | "saved" | "sessions" | "consents" | "reminders",
    unknown[]
  > & { trail: { verb: string }[] };
  expect(told.bookings).toMatchObject([{ id: one.bookingId, service: "骑手门诊", ...WORDS }]);
  expect([told.waitlist.length, told.saved.length, told.sessions.length, told.consents.length]).toEqual([1, 1, 1, 1]);
  expect(told.reminders.length).toBeGreaterThan(0);
  expect(told.trail.map(({ verb }) => verb)).toContain("booking.booked");
  expect(JSON.stringify(told)).not.toMatch(/sealed|_hash|_index/);
  expect(await tellMe(app, other)).toMatchObject({
    bookings: [],
    waitlist: [],
    tickets: [],
    doors: [],
    saved: [],
    inbox: [],
    reminders: [],
    push: [],
  });
});

test("a forgotten rider's places are others', and of their words, messages, ways in and key nothing stays, in the store and beside the backups", async () => {
  const app = await testApp();
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-ring-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { rider, token, slot, bookingId } = await busyRider(app);
  await makeBackup({
    databaseUrl: app.config.databaseUrl,
    folder,
    keeping: { count: 3, days: 3 },
    now: app.clock.now(),
  });
  expect(await readKeyring(folder, undefined)).toHaveProperty(rider.deviceId);
  app.config.backups = { folder, everyHours: 24, keeping: { count: 3, days: 3 } };
  const { key_sealed: key } = await app.db
    .selectFrom("devices")
    .select("key_sealed")
    .where("id", "=", rider.deviceId)
    .executeTakeFirstOrThrow();

  await forgetMe(app, rider);

  expect(await readKeyring(folder, undefined)).not.toHaveProperty(rider.deviceId);
  const left = await everything(app);
  for (const [table, text] of left) expect([table, text.includes(key)]).toEqual([table, false]);
  const tables = [...left]
    .filter(([, text]) => text.includes(rider.deviceId))
    .map(([name]) => name)
    .sort();
  expect(tables).toEqual(["bookings", "consents", "devices", "trail", "waitlist"]);
  const booking = await app.db.selectFrom("bookings").selectAll().where("id", "=", bookingId).executeTakeFirstOrThrow();
  expect(booking).toMatchObject({
    status: "cancelled",
    name_sealed: null,
    phone_sealed: null,
    phone_index: null,
    phone_tail: null,
    note_sealed: null,
    topic_id: null,
  });
  expect(await app.db.selectFrom("slots").select("booked").where("id", "=", slot.id).executeTakeFirst()).toEqual({
    booked: 0,
  });
  expect(await app.db.selectFrom("tickets").select(["state", "device_id"]).execute()).toEqual([
    { state: "left", device_id: null },
  ]);
  expect(await findSession(app, token)).toBeUndefined();
  await makeDispatcher(app).runOnce();
  expect(await app.db.selectFrom("inbox").selectAll().where("device_id", "=", rider.deviceId).execute()).toEqual([]);
  expect(await drift(app)).toEqual([]);
});

test("again changes nothing, and a ring that cannot be written keeps nobody from being forgotten", async () => {
  const app = await testApp();
  const { rider } = await busyRider(app);
  // why: a disk that fails cannot be had in a test otherwise
  Object.assign(app, { forgetKey: () => Promise.reject(new Error("ENOSPC")) });
  await forgetMe(app, rider);
  await forgetMe(app, rider);
  expect((await tellMe(app, rider)).bookings).toMatchObject([
    { status: "cancelled", name: null, phone: null, note: null },
  ]);
  expect(await app.db.selectFrom("trail").select("verb").where("verb", "=", "device.forgotten").execute()).toHaveLength(
    2,
  );
});
