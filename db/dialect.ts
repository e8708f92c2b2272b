import { AsyncLocalStorage } from "node:async_hooks";
import SQLite from "better-sqlite3";
import {
  CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver,
  type DatabaseConnection, type Dialect, type DialectAdapter, type Driver, type SqliteDatabase, type SqliteDialectConfig,
} from "kysely";

// Every difference between the stores that this code runs on stands in this file.

/** Set while the code of a transaction runs; the outer connection must not be asked for then. */
export const insideTransaction = new AsyncLocalStorage<true>();

class NuanyiSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    // One connection serves a store: asking for it again inside its own transaction waits for ever.
    if (insideTransaction.getStore()) {
      throw new Error("invariant: the outer database was used inside a transaction; pass the transaction down");
    }
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

/** Runs one reading statement, `?` for each parameter, outside every transaction. */
export type Reader = (text: string, parameters: readonly (string | number | null)[]) => unknown[];

/** A second connection that only reads: it sees what is committed, and waits for nobody's transaction. */
export function openReader(file: string): { read: Reader; close(): void } {
  const raw = new SQLite(file, { readonly: true, timeout: BUSY_TIMEOUT });
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cache_size = -40000");
  const kept = withKeptStatements(raw);
  return { read: (text, parameters) => kept.prepare(text).all(parameters), close: () => void raw.close() };
}

/** Opens a SQLite file, making it where it is not there yet. Throws when it is no database. */
export function openSqlite(file: string): { dialect: Dialect; raw: SQLite.Database; reader: { read: Reader; close(): void } } {
  const raw = new SQLite(file, { timeout: BUSY_TIMEOUT });
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cache_size = -4000");
  raw.pragma("temp_store = MEMORY");
  return { dialect: new NuanyiSqliteDialect({ database: withKeptStatements(raw) }), raw, reader: openReader(file) };
}

/** A migration's portable statement → the store's own words: strict tables on SQLite. */
export function ddl(statement: string): string {
  return /^\s*create table /i.test(statement) ? `${statement.trimEnd()} strict` : statement;
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

/** Somebody else holds the lock: the whole transaction may be tried again. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY") || codeOf(error).startsWith("SQLITE_LOCKED");
}

/** The store cannot take a write now: disk full, read-only file, input or output failing. */
export function isUnwritable(error: unknown): boolean {
  return /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB)/.test(codeOf(error));
}

/** A UNIQUE or PRIMARY KEY constraint said no. */
export function isDuplicate(error: unknown): boolean {
  return /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)/.test(codeOf(error));
}
