import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "#tests/support/server.ts";
import { askStore, ownStore } from "#tests/support/store.ts";
import { expectedBookings } from "./history.ts";
import { killLoop, settled } from "./kill.ts";
import { NO_FAULTS, weigh } from "./weigh.ts";

/** The command line of the built server; its code and what it said. */
function db(args: string[], env: Record<string, string>): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["build/server/cli.js", ...args], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        ...(process.env.NUANYI_KEYS && { NUANYI_KEYS: process.env.NUANYI_KEYS }),
        ...env,
      },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (more: Buffer) => {
        text += more.toString();
      });
    child.on("exit", (code) => resolve({ code, text }));
  });
}

test("the drill: a backup under load and kills, restored elsewhere, keeps what was answered before it, nothing over, doubled or untold, and serves", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-drill-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { NUANYI_BACKUP_KEY: "a secret of some length" };
  let begun = 0;
  const loop = await killLoop({
    kills: 4,
    processes: 1,
    async during(databaseUrl, moment) {
      begun = moment();
      expect(await db(["backup", "--to", folder], { ...env, DATABASE_URL: databaseUrl })).toMatchObject({
        code: 0,
        text: expect.stringContaining("read back the same") as string,
      });
    },
  });
  onTestFinished(() => loop.dispose());
  const file = join(
    folder,
    readdirSync(folder).find((name) => name.startsWith("nuanyi-"))!,
  );
  expect((await db(["restore", file, "--to", loop.server.databaseUrl], env)).text).toContain("open in another process");

  const elsewhere = await ownStore();
  onTestFinished(() => elsewhere.drop());
  expect(await db(["restore", file, "--to", elsewhere.databaseUrl], env)).toMatchObject({
    code: 0,
    text: expect.stringContaining("read back the same") as string,
  });
  const started = await startServer({
    folder: elsewhere.folder,
    env: {
      NUANYI_SEED: "none",
      ...(process.env.NUANYI_KEYS ? {} : { NUANYI_KEYS: join(loop.server.folder, "keys.json") }),
    },
  });
  onTestFinished(() => started.dispose());
  await settled(elsewhere.databaseUrl);

  expect(await weigh(elsewhere.databaseUrl, [], loop.slots, [])).toEqual(NO_FAULTS);
  const before = loop.history.filter(({ answered }) => answered < begun);
  const touched = new Set(loop.history.filter(({ answered }) => answered >= begun).map(({ subject }) => subject));
  const there = new Map(
    (
      await askStore<{ id: string; slot_id: string; status: string }>(
        elsewhere.databaseUrl,
        "select id, slot_id, status from bookings",
      )
    ).map((row) => [row.id, row]),
  );
  const kept = [...expectedBookings(before)].filter(([id]) => !touched.has(id));
  expect(kept.length).toBeGreaterThan(0);
  for (const [id, want] of kept) expect(there.get(id)).toMatchObject({ slot_id: want.slot, status: want.status });
  expect((await fetch(`${started.origin}/readyz`)).status).toBe(200);
}, 120_000);
