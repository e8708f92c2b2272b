import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "#app/platform/config.server.ts";
import { ConfigError } from "#app/platform/variables.server.ts";
import { ownStore } from "#tests/support/store.ts";

/** A wrong word for every variable that can have one, with whatever must stand beside it. */
const WRONG: [string, string, Record<string, string>?][] = [
  ["PORT", "http"],
  ["PORT", "70000"],
  ["TLS_CERT", "/nowhere.pem"],
  ["TLS_CERT", "package.json", { TLS_KEY: "package.json" }],
  ["TLS_KEY", "/nowhere.pem", { TLS_CERT: "package.json" }],
  ["PUBLIC_ORIGIN", "nuanyi"],
  ["PUBLIC_ORIGIN", "http://nuanyi.cn"],
  ["DATABASE_URL", "mysql://x"],
  ["DATABASE_URL", "postgres://far.cn/x"],
  ["SMS_GATEWAY_URL", "ftp://x"],
  ["SMS_GATEWAY_URL", "http://far.cn"],
  ["NUANYI_SEED", "all"],
  ["MAP_TILES_URL", "x"],
  ["MAP_TILES_URL", "mbtiles:/nowhere", { MAP_TILES_ATTRIBUTION: "x" }],
  ["MAP_TILES_CRS", "utm", { MAP_TILES_URL: "https://x.cn/{z}/{x}/{y}", MAP_TILES_ATTRIBUTION: "x" }],
  ["VAPID_SUBJECT", "somebody"],
  ["VAPID_SUBJECT", "mailto:a@nuanyi.example"],
  ["SECURITY_CONTACT", "me"],
  ["METRICS_PORT", "-1"],
  ["METRICS_TOKEN", "short"],
  ["TRUSTED_PROXIES", "everybody!"],
  ["NUANYI_BACKUP_KEY", "short"],
  ["NUANYI_BACKUP_HOURS", "0"],
  ["NUANYI_BACKUP_KEEP", "many"],
  ["NUANYI_BACKUP_DAYS", "9999"],
  ["LOG_LEVEL", "loud"],
  ["HOST", "0.0.0.0", { NUANYI_TEST: "1" }],
  ["APP_NOW", "today", { NUANYI_TEST: "1" }],
];

test.each(WRONG)("%s=%s stops the start with one sentence that names it", (name, value, beside = {}) => {
  expect(() => readConfig({ [name]: value, ...beside })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value, ...beside })).toThrow(
    new RegExp(`^[^\\n]*${name.replace(/_(CERT|KEY)$/, "_")}[^\\n]*\\.$`),
  );
});

test("every variable that the configuration reads and README names is tried, or can have no wrong word", () => {
  const read = new Set(
    [
      ...readFileSync("app/platform/config.server.ts", "utf8").matchAll(/env\.([A-Z_]{3,})|[{,] ([A-Z]+_[A-Z_]+):/g),
    ].map(([, one, other]) => one ?? other!),
  );
  // What these hold is shown or opened as it is: a name, or a folder that the store's own checks answer for.
  const free = [
    "MAP_TILES_ATTRIBUTION",
    "NUANYI_KEYS",
    "NUANYI_BACKUPS",
    "METRICS_HOST",
    "ICP_RECORD",
    "PSB_RECORD",
    "NUANYI_TEST",
    "NUANYI_RATE_LIMITS",
    "PUSH_HOSTS",
    "PUSH_CA",
  ];
  const tried = new Set(WRONG.map(([name]) => name));
  expect([...read].filter((name) => !tried.has(name) && !free.includes(name))).toEqual([]);
});

/** What the built server says before it ends, and its code. */
async function startWith(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const store = await ownStore({});
  onTestFinished(() => store.drop());
  const child = spawn(process.execPath, [".ci/serve.mjs"], {
    env: {
      PATH: process.env.PATH!,
      NODE_ENV: "production",
      DATABASE_URL: store.databaseUrl,
      NUANYI_BACKUPS: "off",
      PORT: "0",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { code, said };
}

test("the process says that sentence and ends: a wrong variable, a port that is taken, for riders and for figures, a host of nobody's", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void taken.close());
  const port = String((taken.address() as { port: number }).port);
  for (const [env, name] of [
    [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL/],
    [{ PORT: port }, /^HOST and PORT/],
    [{ METRICS_PORT: port }, /^METRICS_HOST and METRICS_PORT/],
    [{ HOST: "192.0.2.1" }, /^HOST and PORT/],
  ] as const) {
    const { code, said } = await startWith(env);
    expect([env, code, said.trim().split("\n")]).toEqual([env, 1, [expect.stringMatching(name)]]);
  }
}, 60_000);
