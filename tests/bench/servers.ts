import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { freePort, serveArguments } from "#tests/support/server.ts";

export interface BenchServer {
  origin: string;
  pid: number;
  stop(): void;
}

async function startProcess(args: string[], env: Record<string, string>): Promise<BenchServer> {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: String(port), ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(`${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { origin, pid: child.pid!, stop: () => void child.kill("SIGKILL") };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`did not start: ${args.join(" ")}`);
}

/** The built server on a store, on a Tuesday morning in Wuhan. */
export function startBench(file: string, more: Record<string, string> = {}): Promise<BenchServer> {
  return startProcess(serveArguments(), {
    NUANYI_TEST: "1",
    NUANYI_RATE_LIMITS: "off",
    APP_NOW: "2026-11-24T02:00:00.000Z",
    DATABASE_URL: `file:${file}`,
    LOG_LEVEL: "warn",
    ...more,
  });
}

/** The limit: node:http and better-sqlite3 and nothing else. */
export function startBare(file: string, recorded: string): Promise<BenchServer> {
  return startProcess(["tests/bench/bare-server.mjs"], { BARE_STORE: file, BARE_RECORDED: recorded });
}

/** A Remix page with nothing on it. */
export function startBarePage(): Promise<BenchServer> {
  return startProcess(["tests/bench/bare-page/serve.mjs"], {});
}

/** Resident megabytes of a process, now and at most. */
export function residentMegabytes(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return { now: of("VmRSS"), most: of("VmHWM") };
}
