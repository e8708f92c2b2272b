import { expect, test } from "vitest";
import { afterAnswer, NEW_HOST, REST, restOf, type HostState } from "#app/platform/push-rest.ts";

const failing = (times: number, now = 0): HostState =>
  Array.from({ length: times }).reduce<HostState>((state) => afterAnswer(state, "failed", now), NEW_HOST);

test("a host is left alone after five failures in a row, one fewer changes nothing, and each rest is twice as long", () => {
  expect(restOf(failing(REST.after - 1), 0)).toBeUndefined();
  expect(restOf(failing(REST.after), 0)).toBe(15);
  expect(restOf(failing(REST.after + 1), 0)).toBe(30);
  expect(restOf(failing(50), 0)).toBe(300);
  expect(restOf(failing(REST.after), 15_000)).toBeUndefined();
});

test("after a rest one post tries the host out; its answer opens it to all, its failure closes it again", () => {
  const tried = { ...failing(REST.after), inFlight: 1 };
  expect(restOf(tried, 15_000)).toBe(REST.crowded);
  expect(restOf(afterAnswer(tried, "answered", 15_100), 15_100)).toBeUndefined();
  expect(restOf(afterAnswer(tried, "failed", 15_100), 15_100)).toBe(30);
});

test("a host that answers nothing has fifty posts at once and no more; one that answers soon has two hundred, and fewer when it fails", () => {
  expect(restOf({ ...NEW_HOST, inFlight: 49 }, 0)).toBeUndefined();
  expect(restOf({ ...NEW_HOST, inFlight: 50 }, 0)).toBe(REST.crowded);
  const answering = (times: number) =>
    Array.from({ length: times }).reduce<HostState>((state) => afterAnswer(state, "answered", 0), NEW_HOST);
  expect(restOf({ ...answering(1), inFlight: 51 }, 0)).toBeUndefined();
  expect([answering(75).credit, answering(500).credit]).toEqual([200, 200]);
  expect([failing(1).credit, failing(100).credit]).toEqual([45, 5]);
});
