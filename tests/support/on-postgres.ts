import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { makeDueSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { stoppedClock } from "#app/time/clock.ts";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { inPostgres, startPostgres, urlOf } from "./postgres.ts";
import { TEMPLATE } from "./store.ts";
import { NOW } from "./now.ts";

/** The run on PostgreSQL: starts one, and makes the database that every test's own is copied from. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startPostgres();
  const keys = mkdtempSync(join(tmpdir(), "nuanyi-keys-"));
  process.env.NUANYI_TEST_POSTGRES = postgres.folder;
  process.env.NUANYI_KEYS = join(keys, "keys.json");
  await inPostgres(postgres.folder, `create database ${TEMPLATE} template template0`);
  const app = await openApp(
    readConfig({
      DATABASE_URL: urlOf(postgres.folder, TEMPLATE),
      NUANYI_KEYS: process.env.NUANYI_KEYS,
      NUANYI_TEST: "1",
      LOG_LEVEL: "silent",
    }),
  );
  Object.assign(app, { clock: stoppedClock(NOW) });
  await seedDemo(app);
  while ((await makeDueSlots(app)) > 0);
  await closeApp(app);
  return async () => {
    await postgres.stop();
    rmSync(keys, { recursive: true, force: true });
  };
}
