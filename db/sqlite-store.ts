import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SQLite from "better-sqlite3";
import {
  CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver,
  type DatabaseConnection, type DialectAdapter, type Driver, type SqliteDatabase, type SqliteDialectConfig,
} from "kysely";
import { refuseInside, type OpenStore, type Reader } from "./open-store.ts";

class NuanyiSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    // One connection serves a store: asking for it again inside its own transaction waits for ever.
    refuseInside();
    return super.acquireConnection();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A deferred begin turns into SQLITE_BUSY_SNAPSHOT at its first write, whatever the time-out.
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk makes SQLite roll back by itself: what is told then is the disk, not that nothing is left to undo.
    try {
      await connection.executeQuery(CompiledQuery.raw("rollback"));
    } catch (error) {
      if (!String(error).includes("no transaction is active")) throw error;
    }
  }
}

class NuanyiSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NuanyiSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): Driver {
    return new NuanyiSqliteDriver(this.#config);
  }
  override createAdapter(): DialectAdapter {
    return new NuanyiSqliteAdapter();
  }
}

/** Statements kept ready, by their text: preparing one again costs more than running it. */
function withKeptStatements(raw: SQLite.Database): SqliteDatabase {
  const kept = new Map<string, SQLite.Statement>();
  return {
    prepare(text) {
      let statement = kept.get(text);
      if (!statement || statement.busy) {
        statement = raw.prepare(text);
        if (kept.size > 500) kept.clear();
        kept.set(text, statement);
      }
      return statement;
    },
    close: () => raw.close(),
  };
}

/** How long one statement waits, blocking the process, for another process's lock. Milliseconds. */
const BUSY_TIMEOUT = 200;

/** A second connection that only reads: it sees what is committed, and waits for nobody's transaction. */
export function openReader(file: string): { read: (...question: Parameters<Reader>) => unknown[]; close(): void } {
  const raw = new SQLite(file, { readonly: true, timeout: BUSY_TIMEOUT });
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cache_size = -40000");
  const kept = withKeptStatements(raw);
  return { read: (text, parameters) => kept.prepare(text).all(parameters), close: () => void raw.close() };
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
  const reader = openReader(file);
  const dataVersion = raw.prepare("pragma data_version").pluck();
  const changes = raw.prepare("select total_changes()").pluck();
  return {
    dialect: new NuanyiSqliteDialect({ database: withKeptStatements(raw) }), read: reader.read,
    async close(destroy) {
      // Whoever writes goes last: its going puts the log into the file.
      reader.close();
      await destroy();
      raw.close();
    },
    // data_version sees other connections only, total_changes this one only.
    version: () => Number(dataVersion.get()) * 1e9 + Number(changes.get()),
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
