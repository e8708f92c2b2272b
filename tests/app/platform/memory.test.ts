import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { makeMemory, MEMORIES, weighJson } from "#app/platform/memory.ts";

test("a memory holds no more than its number and its bytes, keys counted, and drops the oldest first", () => {
  const few = makeMemory<number>("push-alarms");
  for (let n = 0; n < 5_000; n++) few.set(`host-${n}`, n);
  expect(few.size).toBeLessThanOrEqual(MEMORIES["push-alarms"].most);
  expect([few.get("host-4999"), few.get("host-0")]).toEqual([4999, undefined]);
  const heavy = makeMemory<string>("questions", (value) => 2 * value.length);
  for (let n = 0; n < 3_000; n++) heavy.set(`${"x".repeat(14_000)}${n}`, "y");
  expect(heavy.bytes).toBeLessThanOrEqual(MEMORIES.questions.bytes);
  expect(heavy.size).toBeLessThan(100);
});

test("what alone weighs more than a quarter of the room is not kept, and what is put again counts once", () => {
  const memory = makeMemory<{ length: number }>("answers", ({ length }) => length);
  memory.set("large", { length: 3_000_000 });
  expect(memory.size).toBe(0);
  for (let n = 0; n < 1_000; n++) memory.set("same", { length: 1_000_000 });
  expect([memory.size, memory.bytes < 1_001_000]).toEqual([1, true]);
  memory.delete("same");
  expect([memory.size, memory.bytes]).toEqual([0, 0]);
});

test("all of them together fit beside the heap that a server has", () => {
  const total = Object.values(MEMORIES).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeLessThan(120_000_000);
  expect(weighJson({ a: "bc" })).toBe(2 * '{"a":"bc"}'.length);
});

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? (path === "db/local" ? [] : sources(path)) : /\.tsx?$/.test(path) ? [path] : [];
  });

/** Memories of a process that stand by themselves: a Map or Set that a module, or what a maker gives out, keeps and adds to. */
function growing(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const isCollection = (node: ts.Expression | undefined): boolean =>
    node !== undefined && ts.isNewExpression(node) && /^(Map|Set)$/.test(node.expression.getText(file));
  const visit = (node: ts.Node, keeper: boolean): void => {
    if (
      ts.isVariableDeclaration(node) &&
      keeper &&
      isCollection(node.initializer) &&
      new RegExp(`\\b${node.name.getText(file)}\\b\\s*\\.(set|add)\\(`).test(text)
    )
      found.push(`${path}: ${node.name.getText(file)}`);
    // A function that makes something long-lived is known by its name; what others make goes with them.
    const named = ts.isFunctionDeclaration(node) ? (node.name?.text ?? "") : "";
    const inner = ts.isFunctionLike(node) ? /^(make|start|open|begin|bound|guard)[A-Z]|Api$/.test(named) : keeper;
    node.forEachChild((child) => visit(child, inner));
  };
  file.forEachChild((node) => visit(node, true));
  return found;
}

/** What grows and is no memory of answers: each with what bounds it. */
const BOUNDED_OTHERWISE = new Map([
  ["app/api/wire/connections.ts: all", "HELD.connections"],
  ["app/api/wire/connections.ts: byNet", "one entry a connection"],
  ["app/platform/memory.ts: kept", "the memory itself"],
  ["app/time/zone.ts: formats", "names of zones that the runtime knows and cities have"],
  ["app/time/zone.ts: offsets", "emptied at 20,000"],
  ["app/vite.config.ts: wanted", "a build"],
]);

test("no memory stands anywhere but in the one module, which names each, and no name there is stale", () => {
  const all = [...sources("app"), ...sources("db")].map((path) => ({ path, text: readFileSync(path, "utf8") }));
  const found = all.flatMap(({ path, text }) => growing(path, text)).sort();
  expect(found.filter((one) => !BOUNDED_OTHERWISE.has(one))).toEqual([]);
  expect(
    [...BOUNDED_OTHERWISE.keys()].filter((one) => !found.includes(one) && one !== "app/vite.config.ts: wanted"),
  ).toEqual([]);
  const text = all
    .filter(({ path }) => path !== "app/platform/memory.ts")
    .map((one) => one.text)
    .join("\n");
  const used = new Set(
    [
      ...text.matchAll(
        /make\w*Memory<[^(]*>\("([\w-]+)"|memoryOf\(\w+, [\w.]+, "([\w-]+)"\)|make\w*Memory\("([\w-]+)"/g,
      ),
    ].map((match) => match[1] ?? match[2] ?? match[3]),
  );
  expect(Object.keys(MEMORIES).filter((name) => !used.has(name))).toEqual([]);
});

test("a memory of one's own is found: this harness can fail", () => {
  expect(
    growing("a.ts", "const known = new Map<string, string>();\nexport function ask(x: string) { known.set(x, x); }"),
  ).toEqual(["a.ts: known"]);
  expect(
    growing("a.ts", "export function makeThing() { const seen = new Set(); return (x: string) => seen.add(x); }"),
  ).toEqual(["a.ts: seen"]);
  expect(
    growing(
      "a.ts",
      "export function ask(list: string[]) { const seen = new Set(); list.forEach((x) => seen.add(x)); return seen; }",
    ),
  ).toEqual([]);
});
