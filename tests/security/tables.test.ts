import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Every test that a table names: its file, and the parts of titles that follow it. */
function named(table: string): { file: string; title: string }[] {
  return readFileSync(table, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .flatMap((line) =>
      [...line.matchAll(/`(tests\/[\w./-]+\.(?:test\.tsx?|spec\.ts))`((?:,? (?:and )?"[^"]+")+)/g)].flatMap(
        ([, file, titles]) => [...titles!.matchAll(/"([^"]+)"/g)].map(([, title]) => ({ file: file!, title: title! })),
      ),
    );
}

test.each(["tests/security/ASVS.md", "tests/security/DENGBAO.md"])(
  "every test that %s names is there, by its words",
  (table) => {
    const all = named(table);
    expect(all.length).toBeGreaterThan(20);
    const missing = all.filter(({ file, title }) => !existsSync(file) || !readFileSync(file, "utf8").includes(title));
    expect(missing).toEqual([]);
  },
);
