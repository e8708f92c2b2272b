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
