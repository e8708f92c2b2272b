import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { readPhone } from "#app/features/visiting/own-bookings/read-phone.server.ts";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { changeKeyring } from "#db/backup/keyring.server.ts";
import { backupName, outlived } from "#db/backup/kept-backups.ts";
import { makeBackup } from "#db/backup/make-backup.server.ts";
import { restoreBackup } from "#db/backup/restore-backup.server.ts";
import { leaveTurn, takeTurn } from "#db/heartbeat.server.ts";
import { NOW, newRider, serviceNamed, slotAt, testApp, type TestApp } from "#tests/support/app.ts";
import { ownStore } from "#tests/support/store.ts";

const SECRET = "a secret of some length";
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "nuanyi-backups-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const order = (app: TestApp, to: string, more: { secret?: string; now?: string } = {}) => ({
  databaseUrl: app.config.databaseUrl,
  folder: to,
  keeping: { count: 3, days: 30 },
  now: NOW as string,
  ...more,
});

async function withPhone(app: TestApp) {
  const rider = await newRider(app);
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), "2026-11-25", "14:10");
  const outcome = await bookSlot(app, rider, randomUUID(), {
    slotId: slot.id,
    riderKind: "food-rider",
    phone: "13800000000",
  });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  return { rider, booking: { id: outcome.booking.id, deviceId: rider.deviceId } };
}

/** A backup put into a store of its own, opened. */
async function restored(app: TestApp, file: string, secret?: string) {
  const store = await ownStore();
  onTestFinished(() => store.drop());
  const outcome = await restoreBackup({ file, to: store.databaseUrl, secret });
  const there = await openApp(
    readConfig({
      DATABASE_URL: store.databaseUrl,
      NUANYI_KEYS: app.config.keysFile,
      NUANYI_TEST: "1",
      LOG_LEVEL: "silent",
    }),
  );
  onTestFinished(() => closeApp(there));
  return { there, outcome };
}

test("a sealed backup is restored elsewhere with every row, and a rider's words open there", async () => {
  const [app, to] = [await testApp(), folder()];
  const { booking } = await withPhone(app);
  const made = await makeBackup(order(app, to, { secret: SECRET }));
  expect(made.rows).toBeGreaterThan(900);
  const bytes = readFileSync(made.file);
  expect(bytes.subarray(0, 4).toString()).toBe("NYB1");
  expect(() => gunzipSync(bytes)).toThrow();
  const { there, outcome } = await restored(app, made.file, SECRET);
  expect(outcome).toMatchObject({ kind: "moved", forgotten: 0 });
  expect(await readPhone(there, booking)).toMatchObject({ phone: "13800000000" });
  expect(readdirSync(to).sort()).toEqual(["keyring.gz", backupName(NOW, true)].sort());
});

test("another key, a changed byte, a store that holds something, and one that is open are each refused in one sentence", async () => {
  const [app, to] = [await testApp(), folder()];
  const { file } = await makeBackup(order(app, to, { secret: SECRET }));
  const target = await ownStore();
  onTestFinished(() => target.drop());
  const into = (databaseUrl: string, secret?: string) => restoreBackup({ file, to: databaseUrl, secret });
  await expect(into(target.databaseUrl)).rejects.toThrow(/NUANYI_BACKUP_KEY/);
  await expect(into(target.databaseUrl, "another secret, as long")).rejects.toThrow(
    /key is another one, or the file was damaged/,
  );
  expect(await into(app.config.databaseUrl, SECRET)).toEqual({ kind: "in-use", which: "to" });
  await closeApp(app);
  expect(await into(app.config.databaseUrl, SECRET)).toEqual({ kind: "not-empty" });
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
  await expect(into(target.databaseUrl, SECRET)).rejects.toThrow(/damaged/);
});

test("no backup holds a rider's key; who left the ring of keys can be read from no backup, however old", async () => {
  const [app, to] = [await testApp(), folder()];
  const { booking } = await withPhone(app);
  const { key_sealed: key } = await app.db
    .selectFrom("devices")
    .select("key_sealed")
    .where("id", "=", booking.deviceId)
    .executeTakeFirstOrThrow();
  const { file } = await makeBackup(order(app, to));
  expect(gunzipSync(readFileSync(file)).includes(Buffer.from(key))).toBe(false);
  await changeKeyring(to, undefined, async (keys) => {
    const ring = await keys();
    expect(ring[booking.deviceId]).toBe(key);
    delete ring[booking.deviceId];
    return ring;
  });
  const { there, outcome } = await restored(app, file);
  expect(outcome).toMatchObject({ kind: "moved", forgotten: 1 });
  expect(await readPhone(there, booking)).toBeUndefined();
});

test("two that change the ring of keys at once lose nothing of each other", async () => {
  const to = folder();
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      changeKeyring(to, undefined, async (keys) => ({ ...(await keys()), [`d${i}`]: "x" })),
    ),
  );
  await changeKeyring(to, undefined, async (keys) => {
    expect(Object.keys(await keys())).toHaveLength(8);
    return undefined;
  });
});

test("backups are kept by count and age, the newest always", () => {
  const on = (date: string) => backupName(`${date}T03:00:00.000Z`, false);
  const dates = ["2026-10-01", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"];
  expect(outlived([...dates.map(on), "notes.txt"], { count: 3, days: 30 }, NOW)).toEqual([
    on("2026-11-20"),
    on("2026-10-01"),
  ]);
  expect(outlived(dates.map(on), { count: 99, days: 30 }, NOW)).toEqual([on("2026-10-01")]);
  expect(outlived([on("2026-01-01")], { count: 1, days: 1 }, NOW)).toEqual([]);
});

test("one process of all takes the turn of a backup, and whoever failed leaves it", async () => {
  const app = await testApp();
  const take = (now: string, since: string) => takeTurn(app.db, "backup", now, since);
  const yesterday = "2026-11-23T02:00:00.000Z";
  expect((await Promise.all([1, 2, 3].map(() => take(NOW, yesterday)))).filter(Boolean)).toHaveLength(1);
  expect(await take("2026-11-24T20:00:00.000Z", "2026-11-23T20:00:00.000Z")).toBe(false);
  await leaveTurn(app.db, "backup", yesterday);
  expect(await take(NOW, yesterday)).toBe(true);
});
