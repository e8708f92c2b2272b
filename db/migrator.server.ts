import { Migrator, sql, type Migration } from "kysely";
import type { Db } from "./db.ts";
import { ddl, isMadeAlready } from "#db/stores/dialect.ts";
import { migrations } from "#db/migrations/index.ts";

const steps: Record<string, Migration> = Object.fromEntries(
  Object.entries(migrations).map(([name, { statements }]) => [
    name,
    {
      up: async (db) => {
        for (const statement of referencedFirst(statements)) await sql.raw(ddl(db, statement)).execute(db);
      },
    },
  ]),
);

const MADE = /^\s*create table (\w+)/i;

/** A migration's statements in their order, but none before the table that it names: not every store takes a reference to what is not there yet. */
export function referencedFirst(statements: readonly string[]): string[] {
  const left = [...statements];
  const sorted: string[] = [];
  while (left.length > 0) {
    const coming = new Set(left.flatMap((statement) => MADE.exec(statement)?.[1] ?? []));
    const next = left.findIndex((statement) =>
      [...statement.matchAll(/\b(?:references|on|table|into|from) (\w+)/gi)].every(
        ([, name]) => !coming.has(name!) || MADE.exec(statement)?.[1] === name,
      ),
    );
    if (next < 0) throw new Error("invariant: tables of one migration refer to each other");
    sorted.push(...left.splice(next, 1));
  }
  return sorted;
}

/** Brings the store to the newest form, all or nothing, under a lock. Throws on a store newer than this program. */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps } });
  for (let attempt = 0; ; attempt++) {
    const { error, results } = await migrator.migrateToLatest();
    if (!error) return (results ?? []).filter((r) => r.status === "Success").map((r) => r.migrationName);
    // Another process that starts at the same moment holds the lock: wait for it and look again.
    if (isMadeAlready(error) && attempt < 40) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      continue;
    }
    if (String(error).includes("previously executed migration")) {
      throw new Error(
        "The database was written by a newer version of Nuanyi; start that version, or restore a backup.",
      );
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
