import { expect, test } from "vitest";
import { etagMatches } from "#app/api/wire/etag.ts";

test.each([
  ["*", 'W/"x"', true],
  ['"a", W/"x"', 'W/"x"', true],
  ['"x"', 'W/"x"', true],
  ['W/"y"', 'W/"x"', false],
  ['"a,b"', '"a,b"', true],
  ["", 'W/"x"', false],
  [undefined, 'W/"x"', false],
  ['"a"', '"a,b"', false],
  [" * ", '"a"', true],
])("If-None-Match %j names %s: %s", (header, etag, yes) => {
  expect(etagMatches(header, etag)).toBe(yes);
});
