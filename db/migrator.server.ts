import { Migrator, sql, type Migration } from "kysely";
import type { Db } from "./connection.server.ts";
import { ddl, isBusy } from "./dialect.ts";
import { migrations } from "./migrations/index.ts";

const steps: Record<string, Migration> = Object.fromEntries(
  Object.entries(migrations).map(([name, { statements }]) => [
    name,
    {
      up: async (db) => {
        for (const statement of statements) await sql.raw(ddl(statement)).execute(db);
      },
    },
  ]),
);

/** Brings the store to the newest form, all or nothing, under a lock. Throws on a store newer than this program. */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps } });
  for (let attempt = 0; ; attempt++) {
    const { error, results } = await migrator.migrateToLatest();
    if (!error) return (results ?? []).filter((r) => r.status === "Success").map((r) => r.migrationName);
    // Another process that starts at the same moment holds the lock: wait for it and look again.
    const busy = isBusy(error);
    if (busy && attempt < 40) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      continue;
    }
    if (String(error).includes("previously executed migration")) {
      throw new Error("The database was written by a newer version of Nuanyi; start that version, or restore a backup.");
    }
    throw error instanceof Error ? error : new Error("the migration failed", { cause: error });
  }
}

/** Whether every migration of this program has run. */
export async function isMigrated(db: Db): Promise<boolean> {
  const rows = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const done = new Set(rows.rows.map((row) => row.name));
  return Object.keys(steps).every((name) => done.has(name));
}
