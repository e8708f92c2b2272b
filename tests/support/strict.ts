import { afterEach, beforeEach, expect, vi } from "vitest";

// What is printed as an error is one: a test that causes it fails.
let errors: unknown[][] = [];
beforeEach(() => {
  errors = [];
  // why: to see what is printed; nothing of ours is replaced
  vi.spyOn(console, "error").mockImplementation((...words) => void errors.push(words));
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(errors).toEqual([]);
});
