import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { connect } from "#db/connection.server.ts";
import { rows } from "#db/rows.server.ts";
import { inPostgres, urlOf } from "./postgres.ts";

/** Set by the run on PostgreSQL: where its socket stands. */
const SOCKET = process.env.NUANYI_TEST_POSTGRES;

/** The database that every other is copied from: migrated, with the demonstration cities. */
export const TEMPLATE = "nuanyi_template";

export const onPostgres = SOCKET !== undefined;

/** An empty folder, and in it (or, on PostgreSQL, named like it) a store that is nobody else's. */
export interface OwnStore {
  folder: string;
  databaseUrl: string;
  drop(): Promise<void>;
}

const names = new Map<string, string>();

/** A store of one's own. `seeded` copies the demonstration where copying is quicker than seeding. `folder` is another's, to share it. */
export async function ownStore(options: { seeded?: boolean; folder?: string } = {}): Promise<OwnStore> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "nuanyi-test-"));
  const rid = () => rmSync(folder, { recursive: true, force: true });
  if (!SOCKET) return { folder, databaseUrl: `file:${join(folder, "n.db")}`, drop: async () => rid() };
  const known = names.get(folder);
  const name =
    known ??
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "_");
  if (!known) {
    names.set(folder, name);
    // Copying waits for nobody to look at the template: two that copy at once are told apart by trying again.
    for (let tries = 0; ; tries++) {
      try {
        await inPostgres(
          SOCKET,
          `create database ${name} ${options.seeded ? `template ${TEMPLATE} strategy file_copy` : "template template0"}`,
        );
        break;
      } catch (error) {
        if (tries > 100 || !String(error).includes("being accessed")) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
  return {
    folder,
    databaseUrl: urlOf(SOCKET, name),
    async drop() {
      rid();
      if (!known) await inPostgres(SOCKET, `drop database if exists ${name} with (force)`);
    },
  };
}

/** What a question answers, asked of a store beside whoever runs on it; `?` for each parameter. */
export async function askStore<T = Record<string, string | number | null>>(
  databaseUrl: string,
  text: string,
  parameters: (string | number | null)[] = [],
): Promise<T[]> {
  if (databaseUrl.startsWith("file:") && !existsSync(databaseUrl.slice(5)))
    throw new Error(`no store at ${databaseUrl}`);
  const { db, close } = connect(databaseUrl);
  try {
    return await rows<T>(db, text, parameters);
  } finally {
    await close();
  }
}

/** The first value of the first row. */
export async function valueIn(
  databaseUrl: string,
  text: string,
  parameters: (string | number | null)[] = [],
): Promise<string | number | null | undefined> {
  const [row] = await askStore(databaseUrl, text, parameters);
  return row && Object.values(row)[0];
}
