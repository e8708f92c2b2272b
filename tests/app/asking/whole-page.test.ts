import { Readable } from "node:stream";
import { createElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { wholePage } from "#app/asking/whole-page.server.ts";

const textOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
};

test("what React pads with NUL bytes at the edge of its buffer goes out whole, at every offset", async () => {
  let padded = 0;
  for (let filler = 1980; filler <= 2060; filler++) {
    const page = () =>
      renderToPipeableStream(
        createElement(
          "html",
          null,
          createElement(
            "body",
            null,
            ...Array.from({ length: 9 }, (_, n) => createElement("i", { key: n }, "x".repeat(200))),
            createElement("b", null, `${"x".repeat(filler % 200)}`),
            createElement("p", null, "驿站".repeat(100)),
          ),
        ),
      );
    const plain = await textOf(page().pipe(new (await import("node:stream")).PassThrough()));
    if (plain.includes("\0")) padded++;
    const whole = await textOf(page().pipe(wholePage()));
    expect(whole).not.toContain("\0");
    expect(whole).toContain("驿站");
    expect(whole.replaceAll("\0", "")).toBe(plain.replaceAll("\0", ""));
  }
  // The fault is really there without it.
  expect(padded).toBeGreaterThan(0);
});

test("nothing follows the page's end, wherever a chunk breaks", async () => {
  const html = "<html><body><p>a</p></body></html><script>late()</script>";
  for (let at = 1; at < html.length; at++) {
    expect(
      await textOf(Readable.from([Buffer.from(html.slice(0, at)), Buffer.from(html.slice(at))]).pipe(wholePage())),
    ).toBe("<html><body><p>a</p><script>late()</script></body></html>");
  }
  expect(await textOf(Readable.from([Buffer.from("<p>no end </bo")]).pipe(wholePage()))).toBe("<p>no end </bo");
});
