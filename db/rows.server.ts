import { CompiledQuery, sql, type Insertable, type RawBuilder, type SqlBool } from "kysely";
import type { Db } from "./db.ts";
import type { Database } from "./database.ts";
import { inWordsOf } from "#db/stores/dialect.ts";
import { turn, type Reader } from "#db/stores/open-store.ts";

const readers = new WeakMap<Db, Reader>();

/** From now on what is read often from `db` goes by `reader`. */
export function readWith(db: Db, reader: Reader): void {
  readers.set(db, reader);
}

/**
 * Rows of a query that runs often, its text written by hand with a `?` for each parameter: building and
 * compiling such a query costs several times what running it does. Inside a transaction it is the transaction's.
 */
export async function rows<T>(db: Db, text: string, parameters: readonly (string | number | null)[]): Promise<T[]> {
  const mine = turn.getStore();
  const reader = mine?.inside ? (mine.inside === db ? mine.ask : undefined) : readers.get(db);
  if (reader) return reader(text, parameters) as T[] | Promise<T[]>;
  return (await db.executeQuery<T>(CompiledQuery.raw(inWordsOf(db, text), [...parameters]))).rows;
}

/** Inserts rows that name the same columns, in a transaction and where it happens often; `end` is what comes after the values. */
export async function insertRows<T extends keyof Database>(
  trx: Db,
  table: T,
  values: readonly Insertable<Database[T]>[],
  end = "",
): Promise<void> {
  const columns = Object.keys(values[0]!);
  const one = `(${marks(columns)})`;
  await rows(
    trx,
    `insert into ${table} (${columns.join(", ")}) values ${values.map(() => one).join(", ")} ${end}`,
    values.flatMap((row) => columns.map((column) => (row as Record<string, string | number | null>)[column]!)),
  );
}

/** `?, ?, ?` for a list of parameters; never empty, so that `in ()` stays well-formed. */
export function marks(list: readonly unknown[]): string {
  return list.length === 0 ? "null" : Array<string>(list.length).fill("?").join(", ");
}

/** Whether a column holds a text somewhere, its every sign taken as itself. */
export function holding(column: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} like ${`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`} escape '\\'`;
}
