import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startDispatcher } from "#app/process/dispatcher.server.ts";
import { testApp } from "#tests/support/app.ts";

/** A thread that does what a test wants in the dispatcher's place. */
function threadOf(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-thread-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, "thread.mjs"),
    `import { parentPort, workerData } from "node:worker_threads";\nimport { existsSync, writeFileSync } from "node:fs";\nconst count = (status) => parentPort.postMessage({ name: "reminders", labels: { channel: "push", status } });\n${code}`,
  );
  return join(folder, "thread.mjs");
}

test("a thread that fails is begun again, what it counted is counted, and stopping waits for what it has under way", async () => {
  const app = await testApp();
  const counted: string[] = [];
  app.metrics = { ...app.metrics, count: (_name, labels) => void counted.push(labels!.status!) };
  const { stop } = startDispatcher(
    app,
    threadOf(`
    count(workerData.config.databaseUrl === ${JSON.stringify(app.config.databaseUrl)} ? "begun" : "astray");
    const mark = new URL("begun", import.meta.url);
    if (!existsSync(mark)) setTimeout(() => { writeFileSync(mark, ""); throw new Error("fails by itself"); }, 100);
    parentPort.once("message", () => setTimeout(() => { count("done"); setImmediate(() => process.exit(0)); }, 200));
  `),
  );
  await expect.poll(() => counted, { timeout: 10_000 }).toEqual(["begun", "begun"]);
  await stop();
  expect(counted).toEqual(["begun", "begun", "done"]);
  await new Promise((resolve) => setTimeout(resolve, 1300));
  expect(counted).toHaveLength(3);
}, 20_000);
