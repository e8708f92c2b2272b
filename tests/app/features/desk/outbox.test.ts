import { expect, test } from "vitest";
import { drain, judgeAnswer, type Unsent } from "#app/features/desk/outbox.ts";

const one = (id: string): Unsent => ({ id, kind: "check-in", body: { code: id } });

test("what an answer means: done, final, or later", () => {
  expect(judgeAnswer(200, undefined)).toEqual({ kind: "done" });
  for (const status of [401, 403, 408, 425, 429, 500, 503]) expect([status, judgeAnswer(status, undefined).kind]).toEqual([status, "later"]);
  // Nobody acts on the tablet: it waits for the next PIN. A code that is not there never will be.
  expect(judgeAnswer(404, { type: "/problems/not-found" })).toEqual({ kind: "later" });
  expect(judgeAnswer(404, { type: "/problems/no-such-code", title: "没有" })).toEqual({ kind: "refused", word: "没有" });
  expect(judgeAnswer(409, { type: "/problems/wrong-day", title: "明天的" })).toEqual({ kind: "refused", word: "明天的" });
});

test("the outbox goes out in order, keeps what was refused to be seen, and stops at the first without network", async () => {
  const sent: string[] = [];
  const left = await drain([one("a"), one("b"), one("c"), one("d")], async ({ id }) => {
    sent.push(id);
    if (id === "b") return { kind: "refused", word: "没有" };
    if (id === "c") throw new TypeError("network");
    return { kind: "done" };
  });
  expect(sent).toEqual(["a", "b", "c"]);
  expect(left.map(({ id, refused }) => [id, refused])).toEqual([["b", "没有"], ["c", undefined], ["d", undefined]]);
  const again: string[] = [];
  expect(await drain(left, async ({ id }) => { again.push(id); return { kind: "done" }; })).toMatchObject([{ id: "b" }]);
  expect(again).toEqual(["c", "d"]);
});
