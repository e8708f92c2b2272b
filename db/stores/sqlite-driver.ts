import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { refuseInside, turn, type Turn } from "./open-store.ts";
import { Writer, type Prepared } from "./sqlite-writer.ts";

/** What Kysely runs statements on. Outside a transaction questions go to the connection that only reads: they see what is committed, and wait for nobody. */
class SqliteConnection implements DatabaseConnection {
  readonly #writer: Writer;
  readonly #reader: Prepared;
  transaction: { joined: boolean; turn: Turn | undefined } | undefined;

  constructor(writer: Writer, reader: Prepared) {
    this.#writer = writer;
    this.#reader = reader;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.transaction) return this.#writer.run<R>(query);
    if (query.query.kind === "SelectQueryNode")
      return { rows: this.#reader.prepare(query.sql).all(query.parameters) as R[] };
    return this.#writer.alone<R>(query);
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("invariant: nothing is streamed from a store");
  }
}

/** A connection's transaction, which is none any more: nobody asks it again. */
function ended(connection: SqliteConnection): SqliteConnection["transaction"] {
  const { transaction } = connection;
  connection.transaction = undefined;
  if (transaction?.turn) transaction.turn.ask = undefined;
  return transaction;
}

/** Kysely's driver for one file: one connection that writes, one that reads. */
export class NuanyiSqliteDriver implements Driver {
  readonly #writer: Writer;
  readonly #reader: Prepared;

  constructor(writer: Prepared, reader: Prepared) {
    this.#writer = new Writer(writer);
    this.#reader = reader;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    // Asking for the writer again inside one's own transaction waits for ever.
    refuseInside();
    return new SqliteConnection(this.#writer, this.#reader);
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    const joined = await this.#writer.begin();
    const mine = turn.getStore();
    connection.transaction = { joined, turn: mine };
    if (mine) mine.ask = (sql, parameters) => this.#writer.run({ sql, parameters }).rows;
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    // From here on the turn is the next one's: a commit that fails leaves nothing to undo.
    await this.#writer.commit(ended(connection)!.joined);
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    const transaction = ended(connection);
    if (transaction) this.#writer.rollback(transaction.joined);
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#reader.close();
    // Whoever writes goes last: its going puts the log into the file.
    this.#writer.close();
  }
}

class NuanyiSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's dialect of a file that is open. */
export function sqliteDialect(driver: NuanyiSqliteDriver): Dialect {
  return {
    createDriver: () => driver,
    createAdapter: () => new NuanyiSqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
