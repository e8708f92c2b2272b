import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type Driver,
  type PostgresDialectConfig,
  type TransactionSettings,
} from "kysely";
import pg from "pg";
import { refuseInside, turn, type OpenStore } from "./open-store.ts";

const WRITTEN = "notify nuanyi_written";
const BEGIN = {
  // The lock comes before the first question: what is seen then is what was committed when the turn came.
  together:
    "begin isolation level serializable; set local enable_seqscan = off; lock table kysely_migration_lock in row share mode",
  alone: "begin isolation level serializable; lock table kysely_migration_lock in exclusive mode",
};
const WRITES = /^(Insert|Update|Delete)QueryNode$/;

/** PostgreSQL keeps no NUL in a text. */
const storable = (value: unknown): unknown =>
  typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "") : value;

/** `?` for each parameter → `$1`, `$2`. */
export const numbered = (text: string): string => {
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
    refuseInside();
    const connection = await super.acquireConnection();
    if (this.#known.has(connection)) return connection;
    this.#known.add(connection);
    const run = connection.executeQuery.bind(connection);
    connection.executeQuery = async <R>(query: CompiledQuery) => {
      const answer = await run<R>({ ...query, parameters: query.parameters.map(storable) });
      if (WRITES.test(query.query.kind) && !turn.getStore()?.inside) {
        await run(CompiledQuery.raw(WRITTEN));
        this.#told();
      }
      return answer;
    };
    return connection;
  }
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel) return super.beginTransaction(connection, settings);
    const how = turn.getStore()?.how;
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
const PARSERS: Record<number, (text: string) => unknown> = {
  16: (text) => (text === "t" ? 1 : 0),
  20: Number,
  1700: Number,
};

/** Opens a PostgreSQL database; its first question connects. */
export function openPostgres(connectionString: string): OpenStore {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid, format) =>
      PARSERS[oid] ?? (pg.types.getTypeParser(oid, format as "text") as (text: string) => unknown),
  };
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
    client
      .connect()
      .then(() => client.query("listen nuanyi_written"))
      .then(() => {
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

/** Whether anybody else is connected to the database. */
export async function isDatabaseInUse(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>(
      "select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    return Number(rows[0]!.n) > 0;
  } finally {
    await client.end();
  }
}
