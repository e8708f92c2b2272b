import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readBookingCode, readDigits } from "#app/platform/typed/typed-code.ts";
import { readDegrees, readWhole } from "#app/platform/typed/typed-number.ts";
import { readMobile } from "#app/platform/typed/typed-phone.ts";
import { readWords } from "#app/platform/typed/typed-words.ts";
import { readOwnPath } from "#app/platform/typed/typed-path.ts";

test.each([
  "13800001111",
  "138 0000 1111",
  "138-0000-1111",
  "+86 138 0000 1111",
  "+8613800001111",
  "0086 13800001111",
  "8613800001111",
  "(+86) 138–0000–1111",
  "１３８００００１１１１",
  "＋８６ １３８ ００００ １１１１",
  "\u202d138 0000 1111\u202c",
  "\u200e138\u00a00000\u20091111\ufeff",
  "138\u20110000\u22121111",
  "【138】0000（1111）",
  "1380000\ufe0f1111",
  "138\u31640000\u30001111",
])("a mobile number is read as %j", (text) => {
  expect(readMobile(text)).toBe("13800001111");
});
test.each([
  "",
  "12800001111",
  "1380000111",
  "138000011112",
  "+85213800001111",
  "1380000111a",
  "tel:13800001111",
  "１３８００００１１１壹",
])("no mobile number: %j", (text) => {
  expect(readMobile(text)).toBeUndefined();
});

test("codes come with spaces, dashes, full-width digits and what nobody sees", () => {
  for (const text of ["123456", "123 456", " 123-456 ", "１２３４５６", "\u200e123\u00a0456\u200e", "(123) 456"])
    expect(readDigits(text, 6)).toBe("123456");
  for (const text of ["12345", "1234567", "12345x", "", "①②③④⑤"]) expect(readDigits(text, 6)).toBeUndefined();
  for (const text of [
    "7K3MQ9TD",
    "7k3m-q9td",
    "NUANYI:7K3MQ9TD",
    "nuanyi: 7k3m q9td",
    "７Ｋ３Ｍ－Ｑ９ＴＤ",
    "\u202d7K3M\u20119QTD\u202c".replace("9Q", "Q9"),
  ])
    expect(readBookingCode(text)).toBe("7K3MQ9TD");
  for (const text of ["7K3MQ9T", "7K3MQ9TI", "7K3MQ9T0", ""]) expect(readBookingCode(text)).toBeUndefined();
});

test("numbers are digits: no powers, no hexadecimal, nothing outside their bounds; degrees take any number of decimals", () => {
  expect(["12", " 12 ", "１２", "\u200e12", "012"].map((text) => readWhole(text, 0, 99))).toEqual([12, 12, 12, 12, 12]);
  expect(["", "1e1", "0x10", "-1", "1.5", "100", "Infinity", "一"].map((text) => readWhole(text, 0, 99))).toEqual(
    Array(8).fill(undefined),
  );
  expect(["36.78958969999999", "-1.3108985", "114.2702°", "３０.５", "−1.5", "+30"].map(readDegrees)).toEqual([
    36.78958969999999, -1.3108985, 114.2702, 30.5, -1.5, 30,
  ]);
  expect(["", "1e2", "0x1e", "30,5", "1234", "30..5", "北纬30"].map(readDegrees)).toEqual(Array(7).fill(undefined));
});

test("a path to go back to is one of this site, in signs that a header can carry", () => {
  expect([
    readOwnPath("/me?x=1#y"),
    readOwnPath("/中文"),
    readOwnPath("/a/../b"),
    readOwnPath("/?at=30.5,114.2&q=%E8%B7%AF"),
  ]).toEqual(["/me?x=1#y", "/%E4%B8%AD%E6%96%87", "/b", "/?at=30.5,114.2&q=%E8%B7%AF"]);
  for (const bad of [
    "",
    "me",
    "//x.example",
    "/\\x.example",
    "https://x.example",
    "/a b",
    "/a\u0007",
    "/\r\nset-cookie: x",
    `/${"长".repeat(301)}`,
  ])
    expect([bad, readOwnPath(bad)]).toEqual([bad, undefined]);
});

test("words lose what nobody sees and keep pictures of several signs; a name of nothing that is seen is none", () => {
  expect(readWords("\u202e张\u200b三\u2066 ", 40)).toEqual({ words: "张三" });
  expect(readWords("👩‍🚀❤️🏴󠁧󠁢󠁥󠁮󠁧󠁿 王", 40)).toEqual({ words: "👩‍🚀❤️🏴󠁧󠁢󠁥󠁮󠁧󠁿 王" });
  for (const nothing of ["", " ", "\u200b", "\u3164", "\u2800\u2800", "\u202e\u202c", "\ufe0f", "\u00ad"])
    expect(readWords(nothing, 40)).toEqual({ words: "" });
  expect(readWords("a\u0000b", 40)).toEqual({ fault: "control-characters" });
  expect(readWords("\ud800", 40)).toEqual({ fault: "control-characters" });
  expect(readWords("字".repeat(41), 40)).toEqual({ fault: "too-long" });
  expect(readWords("一\r\n二\r三", 40)).toEqual({ words: "一\n二\n三" });
});

test("nobody else reads phones, codes or what is not seen: the one reader of each stands in its file", () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
    );
  const others = [...files("app"), ...files("db")].filter(
    (path) => /\.tsx?$/.test(path) && !/typed-\w+\.ts$|migrations|local/.test(path),
  );
  // A number's country, a run of digits for a code, or marks of direction.
  const own = others.filter((path) =>
    /\(\?=1\)|1\[3-9\]|\\u202[a-e]|\\p\{Cf\}|\^\\d\{6\}\$\/\.test\((?!totp|pin)/.test(readFileSync(path, "utf8")),
  );
  expect(own).toEqual([]);
});
