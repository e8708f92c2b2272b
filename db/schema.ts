import { migrations } from "#db/migrations/index.ts";

/** A table as the migrations leave it. */
export interface TableShape {
  name: string;
  /** The columns of its primary key, in order. */
  key: string[];
  /** The tables that its rows refer to. */
  references: Set<string>;
}

/** Every table, those that others refer to before them. */
export function tablesInOrder(): TableShape[] {
  const tables = new Map<string, TableShape>();
  for (const statement of Object.values(migrations).flatMap(({ statements }) => statements)) {
    const [, made] = /^\s*create table (\w+)/i.exec(statement) ?? [];
    const [, dropped] = /^\s*drop table (\w+)/i.exec(statement) ?? [];
    const [, from, to] = /^\s*alter table (\w+) rename to (\w+)/i.exec(statement) ?? [];
    const [, altered] = /^\s*alter table (\w+) add column/i.exec(statement) ?? [];
    if (made) {
      const several = /primary key \(([^)]+)\)/i
        .exec(statement)?.[1]
        ?.split(",")
        .map((name) => name.trim());
      tables.set(made, {
        name: made,
        key: several ?? [/(\w+) text primary key/i.exec(statement)![1]!],
        references: new Set(),
      });
    }
    if (dropped) tables.delete(dropped);
    if (from && to) {
      tables.set(to, { ...tables.get(from)!, name: to });
      tables.delete(from);
    }
    const table = tables.get(made ?? altered ?? "");
    if (table)
      for (const [, name] of statement.matchAll(/references (\w+)/gi))
        if (name !== table.name) table.references.add(name!);
  }
  const sorted: TableShape[] = [];
  for (const left = new Set(tables.values()); left.size > 0;) {
    const next = [...left].find(({ references }) =>
      [...references].every((name) => ![...left].some((other) => other.name === name)),
    );
    if (!next) throw new Error("invariant: tables refer to each other in a ring");
    sorted.push(next);
    left.delete(next);
  }
  return sorted;
}
