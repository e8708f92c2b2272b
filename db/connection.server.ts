import { Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { Db } from "./db.ts";
import { openStore } from "#db/stores/dialect.ts";
import { readWith } from "./rows.server.ts";

export interface Connection {
  db: Db;
  /** Another number whenever the store was written, by this process or another; remembered answers hang on it. */
  version(): number;
  close(): Promise<void>;
}

/** Milliseconds after which a statement is slow. */
const SLOW = 200;

/** `file:db/local/nuanyi.db` or `postgres://…` → an open store. Throws when a file is no database. */
export function connect(databaseUrl: string, slow?: (statement: string, milliseconds: number) => void): Connection {
  const { dialect, read, version, close } = openStore(databaseUrl);
  const db = new Kysely<Database>({
    dialect,
    ...(slow && {
      log: ({ level, query, queryDurationMillis }) => {
        if (level === "query" && queryDurationMillis > SLOW) slow(query.sql, queryDurationMillis);
      },
    }),
  });
  readWith(db, read);
  return { db, version, close: () => close(() => db.destroy()) };
}
