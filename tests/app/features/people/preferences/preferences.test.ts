import { expect, test } from "vitest";
import { formatPreferences, languageOf, parsePreferences } from "#app/features/people/preferences/preferences.ts";

test("what was chosen is read back, and nonsense falls back", () => {
  const chosen = {
    language: "en",
    elder: true,
    contrast: true,
    theme: "night",
    riderKind: "taxi",
    city: "wuhan",
  } as const;
  expect(parsePreferences(formatPreferences(chosen))).toEqual(chosen);
  expect(parsePreferences("language=xx&kind=king&theme=pink&city=../..&elder=yes")).toEqual({
    elder: false,
    contrast: false,
    theme: "auto",
  });
});

test.each([
  [undefined, "zh"],
  ["en-GB,en;q=0.9", "en"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
  ["fr,en;q=0.5", "en"],
  ["fr", "zh"],
  ["en;q=0.1,zh;q=0.9", "zh"],
  ["en;q=0", "zh"],
])("the header %s asks for %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});
