import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SQLite from "better-sqlite3";
import {
  CompiledQuery, PostgresAdapter, PostgresDialect, PostgresDriver, SqliteAdapter, SqliteDialect, SqliteDriver,
  type DatabaseConnection, type Dialect, type DialectAdapter, type Driver, type Kysely, type PostgresDialectConfig, type SqliteDatabase, type SqliteDialectConfig, type TransactionSettings,
} from "kysely";
import pg from "pg";

// Every difference between the stores that this code runs on stands in this file.

/** Set while the code of a transaction runs; the outer connection must not be asked for then. */
export const insideTransaction = new AsyncLocalStorage<true>();

const OUTSIDE = "invariant: the outer database was used inside a transaction; pass the transaction down";

class NuanyiSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    // One connection serves a store: asking for it again inside its own transaction waits for ever.
    if (insideTransaction.getStore()) throw new Error(OUTSIDE);
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
export type Reader = (text: string, parameters: readonly (string | number | null)[]) => unknown[] | Promise<unknown[]>;

/** A store that was opened, whichever it is. */
export interface OpenStore {
  dialect: Dialect;
  read: Reader;
  /** Another number whenever the store was written, by this process or another. */
  version(): number;
  /** `destroy` is Kysely's own end, which closes only what it used. */
  close(destroy: () => Promise<void>): Promise<void>;
}

/** The file of a store that is one; undefined for PostgreSQL. */
export function fileOf(databaseUrl: string): string | undefined {
  return databaseUrl.startsWith("file:") ? databaseUrl.slice("file:".length) : undefined;
}

/** `file:…` is SQLite, `postgres://…` PostgreSQL. Throws when a file is no database. */
export function openStore(databaseUrl: string): OpenStore {
  const file = fileOf(databaseUrl);
  return file ? openSqlite(file) : openPostgres(databaseUrl);
}

/** Whether a server, or anybody else, has the store open. A store that is not there is open to nobody. */
export async function isInUse(databaseUrl: string): Promise<boolean> {
  const file = fileOf(databaseUrl);
  if (!file) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ n: string }>("select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
      return Number(rows[0]!.n) > 0;
    } finally {
      await client.end();
    }
  }
  if (!existsSync(file)) return false;
  const raw = new SQLite(file, { timeout: BUSY_TIMEOUT });
  try {
    // Leaving the write-ahead log wants the file for oneself.
    raw.pragma("journal_mode = DELETE");
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    raw.close();
  }
}

/** A second connection that only reads: it sees what is committed, and waits for nobody's transaction. */
export function openReader(file: string): { read: (...question: Parameters<Reader>) => unknown[]; close(): void } {
  const raw = new SQLite(file, { readonly: true, timeout: BUSY_TIMEOUT });
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cache_size = -40000");
  const kept = withKeptStatements(raw);
  return { read: (text, parameters) => kept.prepare(text).all(parameters), close: () => void raw.close() };
}

function openSqlite(file: string): OpenStore {
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

/** How a transaction goes on PostgreSQL: beside others, or, after it was turned back some times, with nobody else writing. */
export const turn = new AsyncLocalStorage<"together" | "alone">();

const WRITTEN = "notify nuanyi_written";
const BEGIN = {
  // The lock comes before the first question: what is seen then is what was committed when the turn came.
  together: "begin isolation level serializable; set local enable_seqscan = off; lock table kysely_migration_lock in row share mode",
  alone: "begin isolation level serializable; lock table kysely_migration_lock in exclusive mode",
};
const WRITES = /^(Insert|Update|Delete)QueryNode$/;

/** PostgreSQL keeps no NUL in a text. */
const storable = (value: unknown): unknown => (typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "") : value);

/** `?` for each parameter → `$1`, `$2`. */
const numbered = (text: string): string => {
  let n = 0;
  return text.replace(/\?/g, () => `$${++n}`);
};

class NuanyiPostgresDriver extends PostgresDriver {
  readonly #told: () => void;
  readonly #known = new WeakSet<DatabaseConnection>();
  constructor(config: PostgresDialectConfig, told: () => void) {
    super(config);
    this.#told = told;
  }
  override async acquireConnection(): Promise<DatabaseConnection> {
    if (insideTransaction.getStore()) throw new Error(OUTSIDE);
    const connection = await super.acquireConnection();
    if (this.#known.has(connection)) return connection;
    this.#known.add(connection);
    const run = connection.executeQuery.bind(connection);
    connection.executeQuery = async <R>(query: CompiledQuery) => {
      const answer = await run<R>({ ...query, parameters: query.parameters.map(storable) });
      if (WRITES.test(query.query.kind) && !insideTransaction.getStore()) {
        await run(CompiledQuery.raw(WRITTEN));
        this.#told();
      }
      return answer;
    };
    return connection;
  }
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel) return super.beginTransaction(connection, settings);
    const how = turn.getStore();
    await connection.executeQuery(CompiledQuery.raw(how ? BEGIN[how] : "begin"));
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`${WRITTEN}; commit`));
    this.#told();
  }
}

class NuanyiPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #told: () => void;
  constructor(config: PostgresDialectConfig, told: () => void) {
    super(config);
    this.#config = config;
    this.#told = told;
  }
  override createDriver(): Driver {
    return new NuanyiPostgresDriver(this.#config, this.#told);
  }
}

// Whole numbers and sums come as text, truth as a word: here they come as SQLite gives them.
const PARSERS: Record<number, (text: string) => unknown> = { 16: (text) => (text === "t" ? 1 : 0), 20: Number, 1700: Number };

function openPostgres(connectionString: string): OpenStore {
  const types: pg.CustomTypesConfig = { getTypeParser: (oid, format) => PARSERS[oid] ?? (pg.types.getTypeParser(oid, format as "text") as (text: string) => unknown) };
  const pool = new pg.Pool({ connectionString, types, max: 10, connectionTimeoutMillis: 5000 });
  // A connection that breaks while nobody uses it is taken out of the pool; who uses one is told by their own question.
  pool.on("error", () => undefined);
  let [written, doubts, hears, closed] = [0, 0, false, false];
  const told = () => void written++;
  let ear: pg.Client | undefined;
  const listen = () => {
    if (closed) return;
    const client = (ear = new pg.Client({ connectionString }));
    const lost = () => {
      if (ear !== client) return;
      [ear, hears] = [undefined, false];
      setTimeout(listen, 500).unref();
    };
    client.on("notification", told).on("error", lost).on("end", lost);
    client.connect().then(() => client.query("listen nuanyi_written")).then(() => {
      told();
      hears = ear === client;
    }, lost);
  };
  listen();
  return {
    dialect: new NuanyiPostgresDialect({ pool }, told),
    read: async (text, parameters) => (await pool.query(numbered(text), parameters.map(storable))).rows as unknown[],
    // While nothing is heard of other processes, anything may have been written.
    version: () => (hears ? written : -++doubts),
    async close(destroy) {
      closed = true;
      await ear?.end().catch(() => undefined);
      await destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

const isPostgres = (db: Pick<Kysely<unknown>, "getExecutor">): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/** A statement written with `?` for each parameter, in the words of the store behind `db`. */
export function inWordsOf(db: Pick<Kysely<unknown>, "getExecutor">, text: string): string {
  return isPostgres(db) ? numbered(text) : text;
}

/** A migration's portable statement in the words of the store: strict tables on SQLite; on PostgreSQL text that sorts by its bytes, and numbers as wide as SQLite's. */
export function ddl(db: Pick<Kysely<unknown>, "getExecutor">, statement: string): string {
  if (!/^\s*(create|alter) table /i.test(statement)) return statement;
  if (isPostgres(db)) return statement.replace(/\btext\b/g, 'text collate "C"').replace(/\binteger\b/g, "bigint").replace(/\breal\b/g, "double precision");
  return /^\s*create/i.test(statement) ? `${statement.trimEnd()} strict` : statement;
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

/** Somebody else was quicker or holds the lock: the whole transaction may be tried again, nothing of it stands. */
export function isBusy(error: unknown): boolean {
  return /^(SQLITE_(BUSY|LOCKED)|40001$|40P01$|55P03$)/.test(codeOf(error));
}

/** The store cannot take a write now: disk full, read-only, input or output failing, out of reach. */
export function isUnwritable(error: unknown): boolean {
  if (/^(SQLITE_(FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB)|53|08|57P0|25006$|58030$|ECONN|ENOENT$|EPIPE$)/.test(codeOf(error))) return true;
  return error instanceof Error && /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message);
}

/** A UNIQUE or PRIMARY KEY constraint said no. */
export function isDuplicate(error: unknown): boolean {
  return /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505$)/.test(codeOf(error));
}

/** Another process makes the same tables at the same moment. */
export function isMadeAlready(error: unknown): boolean {
  return isBusy(error) || isDuplicate(error) || codeOf(error) === "42P07";
}
