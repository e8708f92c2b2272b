import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "./db.ts";
import { rows } from "./rows.server.ts";
import { tablesInOrder, type TableShape } from "./schema.ts";

type Row = Record<string, string | number | null>;

/** What a table holds: how many rows, and a sum over all of them that no order changes. */
export interface TableSum {
  name: string;
  rows: number;
  sum: string;
}

/** Rows read at once. */
const BATCH = 500;
/** The most values of one statement that both stores take. */
const MOST_VALUES = 30_000;

/** A row's own number, of its every column by name. */
function numberOf(row: Row): bigint {
  const text = JSON.stringify(
    Object.keys(row)
      .sort()
      .map((name) => [name, row[name]]),
  );
  return createHash("sha256").update(text).digest().readBigUInt64BE(0);
}

/** The rows of a table by its key, some at once; all as they were at one moment when `db` is a transaction. */
async function* rowsOf(db: Db, table: TableShape): AsyncGenerator<Row[]> {
  const key = table.key.join(", ");
  for (let last: Row | undefined; ;) {
    const after = last && table.key.map((name) => last![name]!);
    const where = after ? `where (${key}) > (${after.map(() => "?").join(", ")})` : "";
    const found = await rows<Row>(db, `select * from ${table.name} ${where} order by ${key} limit ?`, [
      ...(after ?? []),
      BATCH,
    ]);
    if (found.length > 0) yield found;
    if (found.length < BATCH) return;
    last = found.at(-1);
  }
}

/** Sums over every table of a store. `changed` shows a row as it is to be counted. */
export async function sumsOf(
  db: Db,
  changed: (table: string, row: Row) => Row = (_table, row) => row,
): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const table of tablesInOrder()) {
    let [count, sum] = [0, 0n];
    for await (const batch of rowsOf(db, table)) {
      count += batch.length;
      for (const row of batch) sum = BigInt.asUintN(64, sum + numberOf(changed(table.name, row)));
    }
    sums.push({ name: table.name, rows: count, sum: sum.toString(16) });
  }
  return sums;
}

/** Whether a store of the newest form holds nothing yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  for (const { name } of tablesInOrder())
    if ((await rows(db, `select 1 as one from ${name} limit 1`, [])).length > 0) return false;
  return true;
}

/** Copies every row of one store into another, which must be empty and of the same form; answers the sums of what was read. Call it in transactions of both. */
export async function copyRows(
  from: Db,
  to: Db,
  changed: (table: string, row: Row) => Row = (_table, row) => row,
): Promise<TableSum[]> {
  const sums: TableSum[] = [];
  for (const table of tablesInOrder()) {
    let [count, sum] = [0, 0n];
    for await (const batch of rowsOf(from, table)) {
      const ready = batch.map((row) => changed(table.name, row));
      const columns = Object.keys(ready[0]!);
      const most = Math.floor(MOST_VALUES / columns.length);
      for (let at = 0; at < ready.length; at += most) {
        const values = ready
          .slice(at, at + most)
          .map((row) => sql`(${sql.join(columns.map((name) => sql.val(row[name])))})`);
        await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map((name) => sql.ref(name)))}) values ${sql.join(values)}`.execute(
          to,
        );
      }
      count += ready.length;
      for (const row of ready) sum = BigInt.asUintN(64, sum + numberOf(row));
    }
    sums.push({ name: table.name, rows: count, sum: sum.toString(16) });
  }
  return sums;
}

/** The tables in which two stores differ. */
export function differing(one: TableSum[], other: TableSum[]): string[] {
  return one
    .filter(
      ({ name, rows: count, sum }) =>
        !other.some((also) => also.name === name && also.rows === count && also.sum === sum),
    )
    .map(({ name }) => name);
}
