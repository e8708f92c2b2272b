import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;
const postgres = process.env.NUANYI_TEST_STORE === "postgres";

/** The tests that touch a store, but for those of what SQLite alone has. */
const onPostgres = (): string[] =>
  readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
    .filter(
      (name) =>
        name.endsWith(".test.ts") &&
        /testApp\(|startServer\(|killLoop\(|fuzz\(/.test(readFileSync(join(root, "tests", name), "utf8")),
    )
    .map((name) => `tests/${name}`)
    .filter((name) => !/^tests\/(faults|db\/(schema|transaction))\.test\.ts$/.test(name));

export default defineConfig({
  test: {
    root,
    include: postgres ? onPostgres() : ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    setupFiles: ["tests/support/strict.ts"],
    ...(postgres && { globalSetup: ["tests/support/on-postgres.ts"] }),
    env: { TZ: "Pacific/Chatham" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Much of it waits for servers of its own: two files at once, on two cores too.
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
  },
});
