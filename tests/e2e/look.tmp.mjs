import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
export const OUT = "/tmp/shots";
export async function boot(port = 3499, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-look-"));
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [".ci/serve.mjs"], { env: { ...process.env, NODE_ENV: "production", NUANYI_TEST: "1", APP_NOW: "2026-11-24T02:00:00.000Z", NUANYI_RATE_LIMITS: "off", NUANYI_SEED: "demo", DATABASE_URL: `file:${folder}/n.db`, PORT: String(port), LOG_LEVEL: "warn", ...env }, stdio: "inherit" });
  while (!(await fetch(`${origin}/healthz`).then((r) => r.ok, () => false))) await new Promise((r) => setTimeout(r, 100));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] });
  return { origin, folder, browser, stop: async () => { await browser.close(); server.kill("SIGKILL"); } };
}
