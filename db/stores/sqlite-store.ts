import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SQLite from "better-sqlite3";
import type { OpenStore, Reader } from "./open-store.ts";
import { NuanyiSqliteDriver, sqliteDialect } from "./sqlite-driver.ts";
import type { Prepared } from "./sqlite-writer.ts";

/** Statements kept ready, by their text: preparing one again costs more than running it. */
function withKeptStatements(raw: SQLite.Database): Prepared {
  const kept = new Map<string, SQLite.Statement>();
  return {
    prepare(text: string) {
      let statement = kept.get(text);
      if (!statement || statement.busy) {
        statement = raw.prepare(text);
        if (kept.size > 500) kept.clear();
        kept.set(text, statement);
      }
      return statement;
    },
    get inTransaction() {
      return raw.inTransaction;
    },
    close: () => raw.close(),
  } as Prepared;
}

/** How long opening a file, or reading it, waits for another process's lock, blocking this one. Milliseconds. */
const BUSY_TIMEOUT = 200;

function openReading(file: string): SQLite.Database {
  const raw = new SQLite(file, { readonly: true, timeout: BUSY_TIMEOUT });
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cache_size = -40000");
  return raw;
}

/** A second connection that only reads: it sees what is committed, and waits for nobody's transaction. */
export function openReader(file: string): { read: (...question: Parameters<Reader>) => unknown[]; close(): void } {
  const kept = withKeptStatements(openReading(file));
  return { read: (text, parameters) => kept.prepare(text).all(parameters), close: () => void kept.close() };
}

/** Opens a SQLite file, making it where it is not there yet. Throws when it is no database. */
export function openSqlite(file: string): OpenStore {
  mkdirSync(dirname(file), { recursive: true });
  const raw = new SQLite(file, { timeout: BUSY_TIMEOUT });
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cache_size = -4000");
  raw.pragma("temp_store = MEMORY");
  // From here on the driver waits for another's lock, and lets everything else go on meanwhile.
  raw.pragma("busy_timeout = 0");
  const reading = openReading(file);
  const reader = withKeptStatements(reading);
  const driver = new NuanyiSqliteDriver(withKeptStatements(raw), reader);
  // Seen by who only reads, this changes with every commit of anybody else, and of our own.
  const dataVersion = reading.prepare("pragma data_version").pluck();
  return {
    dialect: sqliteDialect(driver),
    read: (text, parameters) => reader.prepare(text).all(parameters),
    async close(destroy) {
      await destroy();
      // Kysely ends only what it used.
      if (raw.open) await driver.destroy();
    },
    version: () => Number(dataVersion.get()),
  };
}

/** Whether anybody has the file open. A file that is not there is open to nobody. */
export function isFileInUse(file: string): boolean {
  if (!existsSync(file)) return false;
  const raw = new SQLite(file, { timeout: BUSY_TIMEOUT });
  try {
    // Leaving the write-ahead log wants the file for oneself.
    raw.pragma("journal_mode = DELETE");
    return false;
  } catch (error) {
    if (error instanceof SQLite.SqliteError && error.code.startsWith("SQLITE_BUSY")) return true;
    throw error;
  } finally {
    raw.close();
  }
}
