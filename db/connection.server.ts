import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { openSqlite } from "./dialect.ts";
import { readWith } from "./rows.server.ts";

/** A store, or a transaction on it: what the functions of a store file take. */
export type Db = Kysely<Database>;

export interface Connection {
  db: Db;
  /** Rises whenever the store was written, by this process or another; remembered answers hang on it. */
  version(): number;
  close(): Promise<void>;
}

/** `file:db/local/nuanyi.db` → an open store. Throws with one sentence when the address is not understood. */
export function connect(databaseUrl: string): Connection {
  if (!databaseUrl.startsWith("file:")) {
    throw new Error("DATABASE_URL must start with file: — PostgreSQL is not served by this version yet.");
  }
  const file = databaseUrl.slice("file:".length);
  mkdirSync(dirname(file), { recursive: true });
  const { dialect, raw, reader } = openSqlite(file);
  const db = new Kysely<Database>({ dialect });
  readWith(db, reader.read);
  const dataVersion = raw.prepare("pragma data_version").pluck();
  const changes = raw.prepare("select total_changes()").pluck();
  return {
    db,
    // data_version sees other connections only, total_changes this one only.
    version: () => Number(dataVersion.get()) * 1e9 + Number(changes.get()),
    async close() {
      reader.close();
      await db.destroy();
    },
  };
}
