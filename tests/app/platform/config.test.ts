import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "#app/platform/config.server.ts";
import { makeKeys, readKeys } from "#app/platform/keys.server.ts";
import { fileSms } from "#app/platform/sms.server.ts";

test("with nothing said the product runs on loopback with the embedded store", () => {
  expect(readConfig({})).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    publicOrigin: "http://127.0.0.1:3000",
    databaseUrl: "file:db/local/nuanyi.db",
    seed: "none",
    map: { preset: "schematic" },
  });
});

test.each([
  [{ PORT: "ninety" }, "PORT"],
  [{ PORT: "70000" }, "PORT"],
  [{ PUBLIC_ORIGIN: "http://example.org" }, "PUBLIC_ORIGIN"],
  [{ PUBLIC_ORIGIN: "nuanyi" }, "PUBLIC_ORIGIN"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
  [{ NUANYI_SEED: "all" }, "NUANYI_SEED"],
  [{ TLS_CERT: "/nowhere" }, "TLS_KEY"],
  [{ TLS_CERT: "/nowhere", TLS_KEY: "/nowhere" }, "TLS_CERT"],
  [{ MAP_TILES_URL: "https://tiles.example/{z}/{x}/{y}.png" }, "MAP_TILES_ATTRIBUTION"],
  [{ MAP_TILES_URL: "tianditu" }, "MAP_TILES_URL"],
  [{ SMS_GATEWAY_URL: "ftp://x" }, "SMS_GATEWAY_URL"],
  [{ VAPID_SUBJECT: "me" }, "VAPID_SUBJECT"],
  [{ NUANYI_TEST: "1", PUBLIC_ORIGIN: "https://nuanyi.example" }, "NUANYI_TEST"],
  [{ NUANYI_TEST: "1", APP_NOW: "noon" }, "APP_NOW"],
])("a wrong value %j stops the start with one sentence that names it", (env, name) => {
  expect(() => readConfig(env)).toThrow(new RegExp(`^[^\\n]*${name}[^\\n]*\\.$`));
});

test("test switches count for nothing unless this is a test", () => {
  const config = readConfig({ APP_NOW: "2026-11-24T02:00:00.000Z", PUSH_HOSTS: "evil.example" });
  expect(config.test).toBeUndefined();
  expect(config.pushHosts).not.toContain("evil.example");
});

test("keys are made once, kept, and readable by their owner only; so is the file of texts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const keys = makeKeys(join(folder, "keys.json"));
  expect([readKeys(join(folder, "keys.json")), makeKeys(join(folder, "keys.json"))]).toEqual([keys, keys]);
  await fileSms(folder).send({ phone: "13800000000", text: "x", key: "k" });
  for (const file of ["keys.json", "sms.jsonl"]) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

test("天地图 is named by its key, in its own datum, with names as a layer of their own", () => {
  const { map } = readConfig({
    MAP_TILES_URL: "tianditu:0123456789abcdef",
    MAP_TILES_ATTRIBUTION: "天地图 审图号 GS(2024)0650号",
  });
  expect(map).toMatchObject({
    preset: "tianditu",
    crs: "wgs84",
    subdomains: "01234567",
    attribution: "天地图 审图号 GS(2024)0650号",
  });
  for (const url of [map.url, map.labels])
    expect(url).toMatch(/^https:\/\/t\{s\}\.tianditu\.gov\.cn\/.*tk=0123456789abcdef$/);
});

test("a map out of a file is served by ourselves, and names its source too", () => {
  const { map, tileFile } = readConfig({
    MAP_TILES_URL: "mbtiles:package.json",
    MAP_TILES_ATTRIBUTION: "示例",
    MAP_TILES_CRS: "gcj02",
  });
  expect([map.preset, map.url, map.crs, tileFile]).toEqual(["mbtiles", "/tiles/{z}/{x}/{y}", "gcj02", "package.json"]);
  expect(() => readConfig({ MAP_TILES_URL: "mbtiles:package.json" })).toThrow(/MAP_TILES_ATTRIBUTION/);
  expect(() => readConfig({ MAP_TILES_URL: "mbtiles:/nowhere.mbtiles", MAP_TILES_ATTRIBUTION: "示例" })).toThrow(
    /not there/,
  );
});

test("what would carry secrets in clear stops the start with a sentence", () => {
  expect(() => readConfig({ SMS_GATEWAY_URL: "http://sms.example/send" })).toThrow(/SMS_GATEWAY_URL must be https/);
  expect(readConfig({ SMS_GATEWAY_URL: "http://127.0.0.1:9/send" }).smsGatewayUrl).toBe("http://127.0.0.1:9/send");
  expect(() => readConfig({ DATABASE_URL: "postgres://n@far.example/n" })).toThrow(/sslmode/);
  for (const near of [
    "postgres://n@far.example/n?sslmode=verify-full",
    "postgres://n@127.0.0.1/n",
    "postgres://n@localhost/n?host=%2Ftmp",
  ])
    expect(readConfig({ DATABASE_URL: near }).databaseUrl).toBe(near);
});

test("proxies, figures and backups are as they are named, and wrong names stop the start", () => {
  expect(readConfig({}).trustedProxies).toBe(false);
  expect(readConfig({ TRUSTED_PROXIES: "2" }).trustedProxies).toBe(2);
  expect(readConfig({ TRUSTED_PROXIES: "10.0.0.0/8, loopback" }).trustedProxies).toEqual(["10.0.0.0/8", "loopback"]);
  expect(() => readConfig({ TRUSTED_PROXIES: "everybody!" })).toThrow(/TRUSTED_PROXIES/);
  expect(() => readConfig({ METRICS_TOKEN: "short" })).toThrow(/METRICS_TOKEN/);
  expect(readConfig({}).backups).toEqual({
    folder: "db/local/backups",
    everyHours: 24,
    keeping: { count: 14, days: 30 },
  });
  expect(readConfig({ NUANYI_BACKUPS: "off" }).backups).toBeUndefined();
  expect(() => readConfig({ NUANYI_BACKUP_KEY: "short" })).toThrow(/NUANYI_BACKUP_KEY/);
  expect(() => readConfig({ NUANYI_BACKUP_HOURS: "0" })).toThrow(/NUANYI_BACKUP_HOURS/);
});
