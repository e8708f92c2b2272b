import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "#tests/support/server.ts";
import { ownStore } from "#tests/support/store.ts";

/** What the container starts, as its file says. */
const CONTAINER = JSON.parse(/^CMD (\[.*\])$/m.exec(readFileSync(".ci/deploy/Dockerfile", "utf8"))![1]!) as string[];

test.each([
  ["npm start", ["npm", "start"]],
  ["npm run serve", ["npm", "run", "serve"]],
  ["the container's command", CONTAINER],
])(
  "%s, told to end, answers what is in flight and ends with 0 within ten seconds, and nothing of it lives on",
  async (_, [command, ...args]) => {
    const store = await ownStore({ seeded: true });
    onTestFinished(() => store.drop());
    const port = await freePort();
    const child = spawn(command!, args, {
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH!,
        HOME: process.env.HOME ?? "/tmp",
        DATABASE_URL: store.databaseUrl,
        PORT: String(port),
        NUANYI_SEED: "demo",
        NUANYI_BACKUPS: "off",
        LOG_LEVEL: "error",
        ...(process.env.NUANYI_KEYS && { NUANYI_KEYS: process.env.NUANYI_KEYS }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text: Buffer) => {
        said += text.toString();
      });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    await expect.poll(() => said, { timeout: 60_000, interval: 100 }).toContain("is ready");
    const { features } = (await (
      await fetch(`http://127.0.0.1:${port}/api/v1/points?near=30.5727,114.2706&kind=rider-clinic`)
    ).json()) as { features: { id: string }[] };
    // A desk's stream is open, and a booking's session on its way.
    const stream = await fetch(`http://127.0.0.1:${port}/api/v1/points/${features[0]!.id}/events`);
    const inFlight = fetch(`http://127.0.0.1:${port}/api/v1/sessions`, { method: "POST" });
    const begun = performance.now();
    child.kill("SIGTERM");
    expect([await ended, said.split("\n").filter((line) => /error|ELIFECYCLE/i.test(line))]).toEqual([0, []]);
    expect(performance.now() - begun).toBeLessThan(10_000);
    await stream.text().catch(() => "");
    expect([201, undefined]).toContain(
      await inFlight.then(
        ({ status }) => status,
        () => undefined,
      ),
    );
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  },
  120_000,
);
