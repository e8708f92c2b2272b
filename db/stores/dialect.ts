import { PostgresAdapter, type Kysely } from "kysely";
import type { OpenStore } from "./open-store.ts";
import { isDatabaseInUse, numbered, openPostgres } from "./postgres-store.ts";
import { isFileInUse, openSqlite } from "./sqlite-store.ts";

// Every place where this code asks which store it runs on stands in this file; how each is driven, in the file of its name.

/** The file of a store that is one; undefined for PostgreSQL. */
export function fileOf(databaseUrl: string): string | undefined {
  return databaseUrl.startsWith("file:") ? databaseUrl.slice("file:".length) : undefined;
}

/** `file:…` is SQLite, `postgres://…` PostgreSQL. Throws when a file is no database. */
export function openStore(databaseUrl: string): OpenStore {
  const file = fileOf(databaseUrl);
  return file ? openSqlite(file) : openPostgres(databaseUrl);
}

/** Whether a server, or anybody else, has the store open. */
export async function isInUse(databaseUrl: string): Promise<boolean> {
  const file = fileOf(databaseUrl);
  return file ? isFileInUse(file) : isDatabaseInUse(databaseUrl);
}

const isPostgres = (db: Pick<Kysely<unknown>, "getExecutor">): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;

/** A statement written with `?` for each parameter, in the words of the store behind `db`. */
export function inWordsOf(db: Pick<Kysely<unknown>, "getExecutor">, text: string): string {
  return isPostgres(db) ? numbered(text) : text;
}

/** A trigger that lets nobody change, or delete, what a table holds. */
function refusal(postgres: boolean, act: string, table: string): string {
  const name = `${table}_${act === "delete" ? "kept" : "unchanged"}`;
  const sentence = `rows of ${table} are neither changed nor deleted`;
  if (!postgres)
    return `create trigger ${name} before ${act} on ${table} begin select raise(abort, '${sentence}'); end`;
  return `create function ${name}() returns trigger language plpgsql as $$ begin raise exception '${sentence}'; end $$;
    create trigger ${name} before ${act} on ${table} for each row execute function ${name}()`;
}

/** A migration's portable statement in the words of the store: `refuse … on` a table as a trigger, strict tables on SQLite; on PostgreSQL text that sorts by its bytes, and numbers as wide as SQLite's. */
export function ddl(db: Pick<Kysely<unknown>, "getExecutor">, statement: string): string {
  const postgres = isPostgres(db);
  const refused = /^refuse (update of .+|delete) on (\w+)$/.exec(statement);
  if (refused) return refusal(postgres, refused[1]!, refused[2]!);
  if (!/^\s*(create|alter) table /i.test(statement)) return statement;
  if (postgres)
    return statement
      .replace(/\btext\b/g, 'text collate "C"')
      .replace(/\binteger\b/g, "bigint")
      .replace(/\breal\b/g, "double precision");
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
  if (
    /^(SQLITE_(FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB)|53|08|57P0|25006$|58030$|ECONN|ENOENT$|EPIPE$)/.test(
      codeOf(error),
    )
  )
    return true;
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message,
    )
  );
}

/** A UNIQUE or PRIMARY KEY constraint said no. */
export function isDuplicate(error: unknown): boolean {
  return /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505$)/.test(codeOf(error));
}

/** Another process makes the same tables at the same moment. */
export function isMadeAlready(error: unknown): boolean {
  return isBusy(error) || isDuplicate(error) || codeOf(error) === "42P07";
}
