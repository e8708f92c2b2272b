import { CompiledQuery, sql, type RawBuilder, type SqlBool } from "kysely";
import type { Db } from "./connection.server.ts";
import { inWordsOf } from "./dialect.ts";
import { insideTransaction, type Reader } from "./open-store.ts";

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
  const reader = insideTransaction.getStore() ? undefined : readers.get(db);
  if (reader) return reader(text, parameters) as T[] | Promise<T[]>;
  return (await db.executeQuery<T>(CompiledQuery.raw(inWordsOf(db, text), [...parameters]))).rows;
}

/** `?, ?, ?` for a list of parameters; never empty, so that `in ()` stays well-formed. */
export function marks(list: readonly unknown[]): string {
  return list.length === 0 ? "null" : Array<string>(list.length).fill("?").join(", ");
}

/** Whether a column holds a text somewhere, its every sign taken as itself. */
export function holding(column: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} like ${`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`} escape '\\'`;
}
