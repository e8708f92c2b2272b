import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const documents = [
  "README.md",
  ...["app", "db", "tests"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md") && !/results\//.test(file))
      .map((file) => join(folder, file)),
  ),
];

test("every relative link of every document leads to something", () => {
  expect(documents.length).toBeGreaterThan(8);
  const broken = documents.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, to]) => to!)
      .filter(
        (to) => !/^(https?:|mailto:|#)/.test(to) && !existsSync(normalize(join(dirname(path), to.split("#")[0]!))),
      )
      .map((to) => `${path} -> ${to}`),
  );
  expect(broken).toEqual([]);
});

test("the first document is short, names both commands, and each room of the house has its own", () => {
  expect(statSync("README.md").size).toBeLessThanOrEqual(12_000);
  for (const command of ["npm start", "npm test"]) expect(readFileSync("README.md", "utf8")).toContain(command);
  for (const path of [
    "app/README.md",
    "app/DECISIONS.md",
    "app/features/README.md",
    "app/process/README.md",
    "db/README.md",
    "tests/README.md",
  ])
    expect([path, documents.includes(path)]).toEqual([path, true]);
});
