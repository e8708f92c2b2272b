import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { connect } from "#db/connection.server.ts";
import { isMigrated, migrate } from "#db/migrator.server.ts";
import { rows } from "#db/rows.server.ts";
import { tablesInOrder } from "#db/schema.ts";
import { ownStore } from "#tests/support/store.ts";

export interface StartFaults {
  /** Kills after which the next start failed, or left a form that is not the newest. */
  notStarted: number;
  /** Kills after which some of a migration stood and some did not. */
  half: number;
}

function dieAfter(databaseUrl: string, statements: number, how = ""): Promise<{ killed: boolean; text: string }> {
  return new Promise((resolve) => {
    const child = spawn("npx", ["vite-node", "tests/proof/migrate-and-die.ts", databaseUrl, String(statements), how], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (more: Buffer) => {
      text += more.toString();
    });
    child.on("exit", (code, signal) =>
      resolve({ killed: signal === "SIGKILL" || code === 137 || !/^\d+$/m.test(text), text }),
    );
  });
}

/** Kills the first start of an empty store after its nth statement, for every `every`th n, and starts it again. `apart` is the control: statements that do not stand or fall together. */
export async function startLoop(options: {
  every: number;
  apart?: boolean;
  say?: (text: string) => void;
}): Promise<{ kills: number; statements: number; faults: StartFaults }> {
  const whole = await ownStore();
  const statements = Number((await dieAfter(whole.databaseUrl, 1_000_000, options.apart ? "apart" : "")).text.trim());
  await whole.drop();
  const faults: StartFaults = { notStarted: 0, half: 0 };
  const wanted = Array.from({ length: Math.floor(statements / options.every) }, (_, i) => 1 + i * options.every);
  let kills = 0;
  const one = async (n: number) => {
    const store = await ownStore();
    try {
      if ((await dieAfter(store.databaseUrl, n, options.apart ? "apart" : "")).killed) kills++;
      const { db, close } = connect(store.databaseUrl);
      try {
        const made = await rows<{ n: number }>(db, "select count(*) as n from kysely_migration", []).then(
          ([row]) => Number(row!.n),
          () => 0,
        );
        const there = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith("kysely_")).length;
        // All of the migrations run in one transaction: either every table stands, or none does.
        if ((made === 0) !== (there === 0) || (there > 0 && there !== tablesInOrder().length)) faults.half++;
        await migrate(db);
        if (!(await isMigrated(db))) faults.notStarted++;
      } catch (error) {
        options.say?.(`after ${n}: ${String(error)}`);
        faults.notStarted++;
      } finally {
        await close();
      }
    } finally {
      await store.drop();
    }
    if (kills % 20 === 0) options.say?.(`${kills} of ${wanted.length} kills`);
  };
  const left = [...wanted];
  await Promise.all(
    cpus()
      .slice(0, 2)
      .map(async () => {
        for (let n = left.shift(); n !== undefined; n = left.shift()) await one(n);
      }),
  );
  return { kills, statements, faults };
}
