import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "#app/words/rider.en.ts";
import staffEn from "#app/words/staff.en.ts";
import staffZh from "#app/words/staff.zh.ts";
import zh from "#app/words/rider.zh.ts";

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(path) ? [path] : [];
  });
const code = sources("app")
  .filter((path) => !/messages\.(zh|en)\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("both languages say the same things with the same values", () => {
  for (const [chinese, english] of [
    [zh, en],
    [staffZh, staffEn],
  ] as [Record<string, string>, Record<string, string>][]) {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
    for (const key of Object.keys(chinese))
      expect(new Set(holes(english[key]!)), key).toEqual(new Set(holes(chinese[key]!)));
  }
  expect(Object.keys(zh).filter((key) => key in staffZh)).toEqual([]);
});

test("no text is kept that no screen says", () => {
  const all = code.map(({ text }) => text).join("\n");
  const patterns = [...all.matchAll(/`([\w.-]*)\$\{[^}]+\}([\w.]*)`/g)]
    .map(([, before, after]) => ({ before: before!, after: after! }))
    .filter(({ before }) => before.includes("."));
  const unused = [...Object.keys(zh), ...Object.keys(staffZh)].filter(
    (key) =>
      !all.includes(`"${key}"`) && !patterns.some(({ before, after }) => key.startsWith(before) && key.endsWith(after)),
  );
  expect(unused).toEqual([]);
});

test("screens hold no text of their own: Chinese stands in message files", () => {
  // Titles of the browser's tab are drawn before a language is known to them; the two names of languages are said in themselves.
  const allowed = /"中文"|^\s*(\/\*\*|\*|\/\/)/;
  const found = code
    .filter(({ path }) => /\.tsx$/.test(path))
    .flatMap(({ path, text }) =>
      text
        .split("\n")
        .filter((line) => /[\u4e00-\u9fff]/.test(line) && !allowed.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});

/** What a screen is made of in the browser: its file and all that it imports there, the texts apart. */
function partsOf(entries: string[]): string[] {
  const seen = new Set<string>();
  const walk = (path: string): void => {
    if (seen.has(path) || !/\.tsx?$/.test(path) || path.includes(".server.") || path.startsWith("app/words/")) return;
    seen.add(path);
    const text = readFileSync(path, "utf8");
    for (const [, from, later] of text.matchAll(/^import (?!type )[^;]*? from "([^"?]+)"|import\("([^"]+)"\)/gms)) {
      const to = from ?? later!;
      if (to.startsWith("#app/")) walk(to.slice(1));
      else if (to.startsWith(".")) walk(join(path, "..", to));
    }
  };
  entries.forEach(walk);
  return [...seen];
}

test("what the first screen and every page say is in the words that travel first; the control: a page's own are not", async () => {
  const { default: first } = await import("#app/words/first.zh.ts");
  const said = (entries: string[]): string[] => {
    const text = partsOf(entries)
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const made = [...text.matchAll(/`([\w.-]*)\$\{[^}]+\}([\w.]*)`/g)]
      .map(([, before, after]) => ({ before: before!, after: after! }))
      .filter(({ before }) => before.includes("."));
    return Object.keys(zh).filter(
      (key) =>
        text.includes(`"${key}"`) || made.some(({ before, after }) => key.startsWith(before) && key.endsWith(after)),
    );
  };
  const everywhere = ["app/root.tsx", "app/later.tsx", "app/routes/rider/finding/nothing-here.tsx"];
  expect(said([...everywhere, "app/routes/rider/finding/nearby.tsx"]).filter((key) => !(key in first))).toEqual([]);
  expect(said(["app/routes/rider/visiting/book-slot.tsx"]).filter((key) => !(key in first)).length).toBeGreaterThan(10);
});

/** Words that two rooms say, of which each is read by others: a rider's phone and a point's, a supply's and the desk's, a file's and the desk's calendar. */
const SAID_TWICE = ["phone", "supplyState", "calendar"];

test("a key's first word belongs to one room", () => {
  const rooms = new Map<string, Set<string>>();
  for (const path of sources("app/features").filter((file) => /messages\.zh\.ts$/.test(file))) {
    for (const [, word] of readFileSync(path, "utf8").matchAll(/^ {2}"?(\w+)[.\w-]*"?:/gm))
      rooms.set(word!, (rooms.get(word!) ?? new Set()).add(path));
  }
  expect(
    [...rooms]
      .filter(([word, all]) => all.size > 1 && !SAID_TWICE.includes(word))
      .map(([word, all]) => `${word}: ${[...all].join(", ")}`),
  ).toEqual([]);
});
