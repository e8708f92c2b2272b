import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseInstant, type Instant } from "#app/time/instant.ts";
import { ConfigError, isLoopback, urlOf, fileOf, pairOf, oneOf, numberOf } from "./variables.server.ts";

/** What lies under the points of a map: nothing but a grid and a hand-made sketch, or tiles of a provider. */
export interface MapConfig {
  preset: "schematic" | "tianditu" | "custom" | "mbtiles";
  url?: string;
  /** A second layer of names over the first, where a provider keeps them apart. */
  labels?: string;
  subdomains?: string;
  attribution: string;
  /** The datum of the tiles. */
  crs: "wgs84" | "gcj02" | "bd09";
}

/** What the environment says; see API.md's list of variables. Every one is optional. */
export interface Config {
  host: string;
  port: number;
  databaseUrl: string;
  /** Where the SMS file and, unless told otherwise, the keys stand: beside the database file. */
  localFolder: string;
  /** The secrets of this installation; every process on one store reads the same. */
  keysFile: string;
  publicOrigin: string;
  seed: "demo" | "none";
  map: MapConfig;
  /** The MBTiles file that `/tiles` serves from. */
  tileFile?: string;
  smsGatewayUrl?: string;
  vapidSubject: string;
  /** Where holes are told: a `mailto:`, `tel:` or https address. */
  securityContact?: string;
  tls?: { cert: Buffer; key: Buffer };
  records: { icp?: string; psb?: string };
  pushHosts: string[];
  pushCa?: Buffer;
  logLevel: string;
  /** Where figures are read: on a port of their own, or on the product's with a token; nowhere without either. */
  metrics: { host: string; port?: number; token?: string };
  /** The proxies before us whose word on the visitor's address counts: none, a number of them, or their addresses. */
  trustedProxies: false | number | string[];
  /** Where backups go, and how they are kept; absent when somebody else takes them. */
  backups?: { folder: string; secret?: string; everyHours: number; keeping: { count: number; days: number } };
  /** Present when test switches are on, which is possible on loopback only. */
  test?: { now?: Instant; rateLimits: boolean };
}

type Environment = Record<string, string | undefined>;

const PUSH_HOSTS = [
  "fcm.googleapis.com",
  "jmt17.google.com",
  "updates.push.services.mozilla.com",
  "*.push.apple.com",
  "*.notify.windows.com",
];

export const isStoreUrl = (text: string): boolean => /^(file:.+|postgres(ql)?:\/\/.+)/.test(text);

/** One of the layers of 天地图: roads and ground, or names. */
const tianditu = (layer: "vec" | "cva", key: string) =>
  `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`;

function mapOf(env: Environment): MapConfig {
  const url = env.MAP_TILES_URL;
  if (!url || url === "schematic") return { preset: "schematic", attribution: "", crs: "wgs84" };
  const key = /^tianditu:(\w{16,64})$/.exec(url)?.[1];
  if (url.startsWith("tianditu") && !key)
    throw new ConfigError("MAP_TILES_URL=tianditu wants its key behind a colon: tianditu:KEY.");
  if (key)
    return {
      preset: "tianditu",
      url: tianditu("vec", key),
      labels: tianditu("cva", key),
      subdomains: "01234567",
      attribution: env.MAP_TILES_ATTRIBUTION || "天地图",
      crs: "wgs84",
    };
  if (!url.startsWith("mbtiles:")) urlOf("MAP_TILES_URL", url.replace(/\{\w+\}/g, "0"), ["https:", "http:"]);
  if (!env.MAP_TILES_ATTRIBUTION) throw new ConfigError("MAP_TILES_ATTRIBUTION must name the source of MAP_TILES_URL.");
  const file = /^mbtiles:(.+)$/.exec(url)?.[1];
  if (file && !existsSync(file)) throw new ConfigError(`MAP_TILES_URL names a file that is not there: "${file}".`);
  return {
    ...(file ? { preset: "mbtiles" as const, url: "/tiles/{z}/{x}/{y}" } : { preset: "custom" as const, url }),
    attribution: env.MAP_TILES_ATTRIBUTION,
    crs: oneOf("MAP_TILES_CRS", env.MAP_TILES_CRS, ["wgs84", "gcj02", "bd09"] as const, "wgs84"),
  };
}

function backupsOf(env: Environment, localFolder: string): Pick<Config, "backups"> {
  // What is only tried out is not kept.
  const folder = env.NUANYI_BACKUPS || (env.NUANYI_TEST === "1" ? "off" : join(localFolder, "backups"));
  if (folder === "off") return {};
  const secret = env.NUANYI_BACKUP_KEY;
  if (secret && secret.length < 16) throw new ConfigError("NUANYI_BACKUP_KEY must have 16 characters or more.");
  return {
    backups: {
      folder,
      ...(secret && { secret }),
      everyHours: numberOf("NUANYI_BACKUP_HOURS", env.NUANYI_BACKUP_HOURS, 1, 720, 24),
      keeping: {
        count: numberOf("NUANYI_BACKUP_KEEP", env.NUANYI_BACKUP_KEEP, 1, 10_000, 14),
        days: numberOf("NUANYI_BACKUP_DAYS", env.NUANYI_BACKUP_DAYS, 1, 3650, 30),
      },
    },
  };
}

function metricsOf(env: Environment): Config["metrics"] {
  const { METRICS_PORT: port, METRICS_TOKEN: token } = env;
  if (token && token.length < 16) throw new ConfigError("METRICS_TOKEN must have 16 characters or more.");
  return {
    host: env.METRICS_HOST || "127.0.0.1",
    ...(port && { port: numberOf("METRICS_PORT", port, 0, 65_535, 0) }),
    ...(token && { token }),
  };
}

function proxiesOf(text: string | undefined): Config["trustedProxies"] {
  if (!text) return false;
  if (/^\d$/.test(text)) return Number(text);
  const all = text.split(",").map((one) => one.trim());
  if (!all.every((one) => /^(loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d{1,3})?)$/i.test(one)))
    throw new ConfigError(`TRUSTED_PROXIES must be a number of proxies, or their addresses, not "${text}".`);
  return all;
}

/** A store far away is asked in clear only by whoever says so. */
function refuseClear(databaseUrl: string): void {
  if (!/^postgres/.test(databaseUrl) || !URL.canParse(databaseUrl)) return;
  const { hostname, searchParams } = new URL(databaseUrl);
  const near = hostname === "" || isLoopback(hostname) || searchParams.get("host")?.startsWith("/");
  if (!near && !searchParams.has("sslmode"))
    throw new ConfigError(
      "DATABASE_URL names another machine: say how with sslmode (verify-full; disable only on a network of its own).",
    );
}

function testOf(env: Environment, origin: URL, host: string): Config["test"] {
  if (env.NUANYI_TEST !== "1") return undefined;
  if (!isLoopback(host)) throw new ConfigError("NUANYI_TEST=1 is refused unless HOST is on loopback.");
  if (!isLoopback(origin.hostname))
    throw new ConfigError("NUANYI_TEST=1 is refused unless PUBLIC_ORIGIN is on loopback.");
  const now = env.APP_NOW ? parseInstant(env.APP_NOW) : undefined;
  if (env.APP_NOW && !now) throw new ConfigError(`APP_NOW is not an instant: "${env.APP_NOW}".`);
  return { ...(now && { now }), rateLimits: env.NUANYI_RATE_LIMITS !== "off" };
}

/** Names that lead to nobody (RFC 2606, RFC 6761): push services refuse who calls themselves so. */
const NOBODYS = /(^|\.)(example|invalid|test|localhost|local|example\.(com|net|org))$/i;

/** Whom a push service may turn to: what is said, else the product itself. */
function subjectOf(text: string | undefined, origin: URL): string {
  if (!text) return origin.origin.replace(/^http:/, "https:");
  const host =
    /^mailto:[^@\s]+@([^@\s]+)$/.exec(text)?.[1] ??
    (text.startsWith("https://") && URL.canParse(text) ? new URL(text).hostname : undefined);
  if (!host) throw new ConfigError("VAPID_SUBJECT must be a mailto: or https: address.");
  if (NOBODYS.test(host))
    throw new ConfigError(`VAPID_SUBJECT names nobody: "${host}" is a reserved name, which push services refuse.`);
  return text;
}

function contactOf(text: string): string {
  if (!/^(mailto:[^@\s]+@[^@\s]+|tel:[+\d-]+|https:\/\/\S+)$/.test(text))
    throw new ConfigError("SECURITY_CONTACT must be a mailto:, tel: or https: address.");
  return text;
}

/** Environment → Config. Throws ConfigError with one sentence for the first value that is wrong. */
export function readConfig(env: Environment): Config {
  const host = env.HOST || "127.0.0.1";
  const port = env.PORT ? Number(env.PORT) : 3000;
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT must be a whole number from 0 to 65535, not "${env.PORT}".`);
  if (!!env.TLS_CERT !== !!env.TLS_KEY) throw new ConfigError("TLS_CERT and TLS_KEY must be given together.");
  const tls =
    env.TLS_CERT && env.TLS_KEY ? pairOf(fileOf("TLS_CERT", env.TLS_CERT), fileOf("TLS_KEY", env.TLS_KEY)) : undefined;
  const origin = urlOf("PUBLIC_ORIGIN", env.PUBLIC_ORIGIN || `${tls ? "https" : "http"}://127.0.0.1:${port}`, [
    "http:",
    "https:",
  ]);
  if (origin.protocol !== "https:" && !isLoopback(origin.hostname)) {
    throw new ConfigError("PUBLIC_ORIGIN must be https for anything but loopback.");
  }
  const databaseUrl = env.DATABASE_URL || "file:db/local/nuanyi.db";
  if (!isStoreUrl(databaseUrl)) {
    throw new ConfigError(`DATABASE_URL must start with file: or postgres://, not "${databaseUrl.split(":")[0]}".`);
  }
  refuseClear(databaseUrl);
  const sms = env.SMS_GATEWAY_URL ? urlOf("SMS_GATEWAY_URL", env.SMS_GATEWAY_URL, ["https:", "http:"]).href : undefined;
  if (sms?.startsWith("http:") && !isLoopback(new URL(sms).hostname))
    throw new ConfigError("SMS_GATEWAY_URL must be https for anything but loopback: phones and codes go there.");
  const test = testOf(env, origin, host);
  const testHosts =
    test && env.PUSH_HOSTS
      ? env.PUSH_HOSTS.split(",")
          .map((h) => h.trim())
          .filter(Boolean)
      : [];
  const localFolder = databaseUrl.startsWith("file:") ? dirname(databaseUrl.slice(5)) : "db/local";
  return {
    host,
    port,
    databaseUrl,
    localFolder,
    keysFile: env.NUANYI_KEYS || join(localFolder, "keys.json"),
    publicOrigin: origin.origin,
    seed: oneOf("NUANYI_SEED", env.NUANYI_SEED, ["demo", "none"] as const, "none"),
    map: mapOf(env),
    ...(env.MAP_TILES_URL?.startsWith("mbtiles:") && { tileFile: env.MAP_TILES_URL.slice("mbtiles:".length) }),
    ...(sms && { smsGatewayUrl: sms }),
    vapidSubject: subjectOf(env.VAPID_SUBJECT, origin),
    ...(env.SECURITY_CONTACT && { securityContact: contactOf(env.SECURITY_CONTACT) }),
    metrics: metricsOf(env),
    trustedProxies: proxiesOf(env.TRUSTED_PROXIES),
    ...(tls && { tls }),
    records: { ...(env.ICP_RECORD && { icp: env.ICP_RECORD }), ...(env.PSB_RECORD && { psb: env.PSB_RECORD }) },
    pushHosts: [...PUSH_HOSTS, ...testHosts],
    ...(test && env.PUSH_CA && { pushCa: fileOf("PUSH_CA", env.PUSH_CA) }),
    logLevel: oneOf("LOG_LEVEL", env.LOG_LEVEL, ["debug", "info", "warn", "error", "silent"] as const, "info"),
    ...backupsOf(env, localFolder),
    ...(test && { test }),
  };
}
