import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrations } from "#db/migrations/index.ts";

/** What a store refuses twice: a unique index, or the key of a table. `on` are the columns that decide, those of its condition too. */
export interface Once {
  name: string;
  table: string;
  on: string[];
}

const words = (text: string): string[] => [...text.matchAll(/\b[a-z_]+\b/g)].map(([word]) => word);

/** Every unique index and every key, as the migrations leave them. */
export function uniqueOf(
  statements: readonly string[] = Object.values(migrations).flatMap((one) => one.statements),
): Once[] {
  const found = new Map<string, Once>();
  for (const statement of statements) {
    const [, name, table, columns, condition] =
      /^\s*create unique index (\w+) on (\w+) \(([^)]*)\)(?: where (.*))?$/is.exec(statement) ?? [];
    if (name && table)
      found.set(name, {
        name,
        table,
        on: [
          ...new Set([
            ...words(columns!),
            ...words((condition ?? "").replace(/'[^']*'/g, "")).filter(
              (word) => !/^(in|is|not|null|and|or)$/.test(word),
            ),
          ]),
        ],
      });
    const [, dropped] = /^\s*drop index (\w+)/i.exec(statement) ?? [];
    if (dropped) found.delete(dropped);
    const [, made] = /^\s*create table (\w+)/i.exec(statement) ?? [];
    if (made) {
      const key = /primary key \(([^)]+)\)/i.exec(statement)?.[1] ?? /(\w+) text primary key/i.exec(statement)![1]!;
      found.set(`key of ${made}`, { name: `key of ${made}`, table: made, on: words(key) });
    }
  }
  return [...found.values()];
}

/** A statement that writes: where it stands, its table, and the columns that it sets (all, when it inserts). */
export interface Write {
  where: string;
  table: string;
  sets: string[] | "all";
  /** Whether it says itself what happens to a row that is there already. */
  onConflict: boolean;
}

const stores = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? stores(path) : entry.name.endsWith(".store.server.ts") ? [path] : [];
  });

/** Every write of the stores. */
export function writesOfStores(
  files: { path: string; text: string }[] = stores("app/features").map((path) => ({
    path,
    text: readFileSync(path, "utf8"),
  })),
): Write[] {
  return files.flatMap(({ path, text }) => {
    const functions = text.split(/^(?=(?:export )?(?:async )?function \w+|(?:export )?const \w+)/m);
    return functions.flatMap((part): Write[] => {
      const name = /^(?:export )?(?:async )?(?:function|const) (\w+)/.exec(part)?.[1];
      if (!name) return [];
      const where = `${/([\w-]+)\.store/.exec(path)![1]}.${name}`;
      const inserts = [...part.matchAll(/insertInto\("(\w+)"\)|insertRows\(trx, "(\w+)"|insert into (\w+)/g)].map(
        (match) => ({
          where,
          table: (match[1] ?? match[2] ?? match[3])!,
          sets: "all" as const,
          onConflict: /onConflict|on conflict|\bADD\b|\bAGAIN\b/.test(part),
        }),
      );
      const updates = [
        ...part.matchAll(
          /updateTable\("(\w+)"\)((?:(?!updateTable|insertInto|deleteFrom)[\s\S])*?)(?:\.where\(|\.execute)|update (\w+) set ((?:(?!where)[\s\S])*)/g,
        ),
      ].map((match) => {
        const set = match[2] ?? match[4] ?? "";
        // What is set from a value that stands elsewhere (`set(ERASED)`) is looked up there.
        const named = [...set.matchAll(/\b([A-Z][A-Z_]+)\b/g)]
          .map(([, constant]) => new RegExp(`const ${constant} = (\\{[^}]*\\})`).exec(text)?.[1] ?? "")
          .join(" ");
        // A row made elsewhere (`set(toRow(draft))`) may hold every column.
        const whole = /\.set\(\s*[a-z]\w*\(/.test(set);
        return {
          where,
          table: (match[1] ?? match[3])!,
          sets: whole ? ("all" as const) : words(`${set} ${named}`),
          onConflict: false,
        };
      });
      return [...inserts, ...updates];
    });
  });
}

/** The pairs of an index and a write that may bring a row under it without saying so itself, as `index ← store.function`. */
export function pairsOf(unique: Once[], writes: Write[]): string[] {
  const pairs = unique.flatMap(({ name, table, on }) =>
    writes
      .filter(
        (write) =>
          write.table === table &&
          !write.onConflict &&
          (write.sets === "all" || on.some((column) => write.sets.includes(column))),
      )
      .map(({ where }) => `${name} ← ${where}`),
  );
  return [...new Set(pairs)].sort();
}
