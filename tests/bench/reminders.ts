import { execFile, fork } from "node:child_process";
import { createECDH, randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { makeDueSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { stoppedClock } from "#app/time/clock.ts";
import { makeCertificate } from "#tests/proof/push-services.ts";
import { fillWithDue, pages } from "#tests/proof/reminders.ts";
import { NOW } from "#tests/support/now.ts";
import { startBench } from "./servers.ts";
import { median, p99 } from "#tests/support/figures.ts";

const RIDERS = 6000;
const ROUNDS = 3;
const BEFORE = new Date(Date.parse(NOW) - 120_000).toISOString();

export interface ReminderFigures {
  /** Pushes a second: with everything that a reminder is, and bare. */
  ours: number;
  bare: number;
  /** Milliseconds in which 99 of 100 pages came, twenty a second: with nothing due, and while all are sent. */
  idle: number;
  meanwhile: number;
}

/** Reminders due at one moment, each with its message in the inbox, beside a bare loop of web-push; and what who opens pages meanwhile sees of it. */
export async function measureReminders(): Promise<ReminderFigures> {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-reminders-"));
  const { keyFile, caFile } = makeCertificate(folder);
  const sink = fork("tests/bench/push-sink.mjs", [keyFile, caFile]);
  const said = <T>() => new Promise<T>((resolve) => sink.once("message", resolve as (message: unknown) => void));
  const origin = `https://127.0.0.1:${(await said<{ port: number }>()).port}`;
  const taken = () => {
    sink.send("how many");
    return said<{ taken: number }>().then((answer) => answer.taken);
  };
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey().toString("base64url"), auth: randomBytes(16).toString("base64url") };
  try {
    const file = join(folder, "n.db");
    await seed(file);
    await fillWithDue(`file:${file}`, RIDERS, keys, (_n, device) => `${origin}/${device}`);
    const figures: ReminderFigures[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "tests/bench/bare-pushes.mjs",
        origin,
        caFile,
        String(RIDERS),
        keys.p256dh,
        keys.auth,
      ]);
      copyFileSync(file, join(folder, `${round}.db`));
      const server = await startBench(join(folder, `${round}.db`), {
        APP_NOW: BEFORE,
        NUANYI_KEYS: join(folder, "keys.json"),
        PUSH_HOSTS: new URL(origin).host,
        PUSH_CA: caFile,
      });
      // The first pages of a process are slow whatever it does.
      await pages(server.origin, 3000);
      const idle = await pages(server.origin, 8000);
      const had = await taken();
      await fetch(`${server.origin}/test/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ now: NOW }),
      });
      const began = performance.now();
      let ended: number | undefined;
      const all = (async () => {
        while ((await taken()) - had < RIDERS && performance.now() - began < 120_000)
          await new Promise((resolve) => setTimeout(resolve, 20));
        ended = performance.now();
      })();
      const meanwhile: number[] = [];
      while (ended === undefined) meanwhile.push(...(await pages(server.origin, 500)).took);
      await all;
      server.stop();
      figures.push({
        ours: RIDERS / ((ended! - began) / 1000),
        bare: RIDERS / (Number(stdout) / 1000),
        idle: p99(idle.took),
        meanwhile: p99(meanwhile),
      });
    }
    const of = (name: keyof ReminderFigures) => median(figures.map((one) => one[name]));
    return { ours: of("ours"), bare: of("bare"), idle: of("idle"), meanwhile: of("meanwhile") };
  } finally {
    sink.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seed(file: string): Promise<void> {
  const app = await openApp(readConfig({ DATABASE_URL: `file:${file}`, NUANYI_TEST: "1", LOG_LEVEL: "silent" }));
  await seedDemo(Object.assign(app, { clock: stoppedClock(NOW) }));
  while ((await makeDueSlots(app)) > 0);
  await closeApp(app);
}
