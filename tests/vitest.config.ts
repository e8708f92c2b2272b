import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    setupFiles: ["tests/support/strict.ts"],
    env: { TZ: "Pacific/Chatham" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
