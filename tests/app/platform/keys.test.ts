import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { ConfigError } from "#app/platform/variables.server.ts";
import { makeKeys } from "#app/platform/keys.server.ts";
import { ownStore } from "#tests/support/store.ts";

/** A store that was opened once and holds a rider, its file of keys, and how to open it again. */
async function world(emptied: string[] = []) {
  const store = await ownStore();
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-keys-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await store.drop();
  });
  const file = join(folder, "keys.json");
  const config = readConfig({
    DATABASE_URL: store.databaseUrl,
    NUANYI_KEYS: file,
    LOG_LEVEL: "silent",
    NUANYI_BACKUPS: "off",
  });
  const app = await openApp(config);
  await beginSession(app, "zh");
  for (const table of emptied) await app.db.deleteFrom(table as "key_checks").execute();
  await closeApp(app);
  return { file, open: async () => closeApp(await openApp(config)) };
}

const sentence = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  const { message } = error as Error;
  expect(message).not.toContain("\n");
  return message;
};

test.each([
  ["with its checks", []],
  ["from before they were kept", ["key_checks"]],
])(
  "a store %s opens with its own keys, and stops at lost ones and at another's with one sentence that names them",
  async (_, emptied) => {
    const { file, open } = await world(emptied);
    const right = readFileSync(file, "utf8");
    await open();
    rmSync(file);
    expect(await sentence(open())).toMatch(/^NUANYI_KEYS: there is no file .*keys\.json/);
    makeKeys(file);
    expect(await sentence(open())).toMatch(/^NUANYI_KEYS: .* are not those of this store/);
    writeFileSync(file, right);
    await open();
  },
);

test("one key of another's set among one's own is told, whichever it is", async () => {
  const { file, open } = await world();
  const right = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  await open();
  const other = makeKeys(join(file, "..", "other.json")) as unknown as Record<string, unknown>;
  for (const name of ["store", "index", "vapid"]) {
    writeFileSync(file, JSON.stringify({ ...right, [name]: other[name] }));
    expect(await sentence(open())).toContain(`"${name}"`);
  }
});

test.each([
  ["{}", '"store"'],
  ["", "no JSON"],
  ["[]", '"store"'],
  ["null", '"store"'],
  ['{"store":"short"}', '"store"'],
  ["{", "no JSON"],
])("a file of keys that holds %j stops the start with one sentence", async (text, names) => {
  const { file, open } = await world();
  writeFileSync(file, text);
  expect(await sentence(open())).toContain(names);
});
