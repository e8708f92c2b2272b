import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { call, startServer, type TestServer } from "#tests/support/server.ts";

async function server(): Promise<TestServer> {
  const started = await startServer();
  onTestFinished(() => started.dispose());
  return started;
}

async function aSlot(of: TestServer): Promise<string> {
  const near = await call(of, "GET", "/points?near=30.5727,114.2706&kind=rider-clinic");
  const { services } = (await call(of, "GET", `/points/${near.json.features[0].id}/services`)).json;
  return (await call(of, "GET", `/services/${services[0].id}/slots?from=2026-11-25&to=2026-11-25`)).json.slots[0]
    .id as string;
}
const book = (of: TestServer, token: string, slot: string, key: string) =>
  call(of, "POST", "/bookings", {
    token,
    headers: { "idempotency-key": key },
    body: { slot_id: slot, rider_kind: "courier" },
  });

test("while another process holds the store, reads go on, a booking is told to try again, and then it stands once", async () => {
  const started = await server();
  const [token, slot, key] = [await started.session(), await aSlot(started), randomUUID()];
  const other = new SQLite(started.databaseUrl.slice(5));
  onTestFinished(() => void other.close());
  other.exec("begin immediate");
  const booking = book(started, token, slot, key);
  expect((await call(started, "GET", "/points?near=30.58,114.28&limit=3")).status).toBe(200);
  expect((await fetch(`${started.origin}/healthz`)).status).toBe(200);
  const refused = await booking;
  expect([refused.status, refused.json.type, refused.headers.get("retry-after")]).toEqual([
    503,
    "/problems/store-busy",
    "1",
  ]);
  const page = await fetch(
    `${started.origin}/points/${(await call(started, "GET", "/points?near=30.58,114.28&limit=1")).json.features[0].id}`,
    {
      method: "POST",
      headers: { origin: started.origin, "content-type": "application/x-www-form-urlencoded" },
      body: "door=open",
    },
  );
  expect(page.status).toBe(503);
  expect(await page.text()).toContain("什么都没有写入");
  other.exec("rollback");
  expect((await book(started, token, slot, key)).status).toBe(201);
  expect((await book(started, token, slot, key)).status).toBe(201);
  expect((await call(started, "GET", "/bookings", { token })).json.bookings).toHaveLength(1);
}, 60_000);

test("a store that takes no more is said in words, nothing of it is written, and reads go on", async () => {
  const first = await startServer();
  onTestFinished(() => first.dispose());
  const [token, slot] = [await first.session(), await aSlot(first)];
  await first.kill("SIGTERM");
  // A limit on the size of files is to the store what a full disk is.
  const full = await startServer({ folder: first.folder, fileLimitBlocks: 40 });
  onTestFinished(() => full.dispose());
  const answers = [await book(full, token, slot, randomUUID())];
  for (let i = 0; i < 200 && answers.at(-1)!.status !== 503; i++) answers.push(await call(full, "POST", "/sessions"));
  const refused = answers.at(-1);
  expect(refused?.json).toMatchObject({ type: "/problems/store-unwritable" });
  expect((await call(full, "GET", "/points?near=30.58,114.28&limit=3")).status).toBe(200);
  await full.kill("SIGKILL");
  const again = await startServer({ folder: first.folder });
  onTestFinished(() => again.dispose());
  const made = answers
    .slice(0, 1)
    .filter(({ status }) => status === 201)
    .map(({ json }) => json.id as string);
  expect((await call(again, "GET", "/bookings", { token })).json.bookings.map(({ id }: { id: string }) => id)).toEqual(
    made,
  );
  const store = new SQLite(again.databaseUrl.slice(5), { readonly: true });
  expect(store.pragma("integrity_check", { simple: true })).toBe("ok");
  store.close();
}, 60_000);

test("an acknowledged booking survives a kill, a second start is quick, and SIGTERM ends with 0", async () => {
  const first = await startServer();
  onTestFinished(() => first.dispose());
  const [token, slot, key] = [await first.session(), await aSlot(first), randomUUID()];
  const made = await book(first, token, slot, key);
  await first.kill("SIGKILL");
  const second = await startServer({ folder: first.folder });
  onTestFinished(() => second.dispose());
  expect((await book(second, token, slot, key)).text).toBe(made.text);
  expect((await call(second, "GET", `/bookings/${made.json.id}`, { token })).json.status).toBe("booked");
  expect(await second.kill("SIGTERM")).toBe(0);
});

test("a disk that was full and has room again is written to without anybody's hand", async () => {
  const started = await server();
  const [token, slot] = [await started.session(), await aSlot(started)];
  const limit = (bytes: string) =>
    spawnSync("prlimit", ["--pid", String(started.process.pid), `--fsize=${bytes}`]).status;
  expect(limit("40960:unlimited")).toBe(0);
  const key = randomUUID();
  await expect
    .poll(async () => (await book(started, token, slot, key)).json?.type as string, { timeout: 20_000 })
    .toBe("/problems/store-unwritable");
  expect((await fetch(`${started.origin}/readyz`)).status).toBe(503);
  expect(limit("unlimited:unlimited")).toBe(0);
  expect((await book(started, token, slot, key)).status).toBe(201);
  await expect.poll(async () => (await fetch(`${started.origin}/readyz`)).status, { timeout: 10_000 }).toBe(200);
  expect((await call(started, "GET", "/bookings", { token })).json.bookings).toHaveLength(1);
}, 60_000);

test("a store that may only be read answers reads, says in words that nothing is written, and is never started on by halves", async () => {
  const first = await server();
  await first.kill("SIGTERM");
  const file = first.databaseUrl.slice(5);
  const store = new SQLite(file);
  store.pragma("journal_mode = DELETE");
  store.close();
  // Root may write what nobody may: a directory in the file's place is as unwritable to everybody.
  renameSync(file, `${file}.away`);
  mkdirSync(file);
  await expect(startServer({ folder: first.folder })).rejects.toThrow(/The store cannot be opened/);
  rmdirSync(file);
  renameSync(`${file}.away`, file);
  const again = await startServer({ folder: first.folder });
  onTestFinished(() => again.dispose());
  expect((await fetch(`${again.origin}/readyz`)).status).toBe(200);
}, 60_000);

test("a store whose pages are damaged is said to be so, nothing is written into it, and a backup brings it back", async () => {
  const first = await server();
  const [token, slot] = [await first.session(), await aSlot(first)];
  const made = await book(first, token, slot, randomUUID());
  const backups = join(first.folder, "kept");
  const db = (...args: string[]) =>
    spawnSync(process.execPath, ["build/server/cli.js", ...args], {
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: first.databaseUrl },
    });
  expect(db("backup", "--to", backups).status).toBe(0);
  await first.kill("SIGTERM");
  const file = first.databaseUrl.slice(5);
  const bytes = readFileSync(file);
  const damage = (from: number, to: number) => writeFileSync(file, Buffer.from(bytes).fill(0xa5, from, to));
  // Somewhere in the middle: who asks elsewhere is answered, and the next backup says so and keeps the last good one.
  damage(4096 * 40, 4096 * 60);
  expect(db("backup", "--to", backups)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/not sound|malformed/) as string,
  });
  expect(readdirSync(backups).filter((name) => name.startsWith("nuanyi-"))).toHaveLength(1);
  damage(4096, bytes.length);
  await expect(startServer({ folder: first.folder })).rejects.toThrow(
    /The store cannot be opened: .*(malformed|not a database)/,
  );
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  const backup = readdirSync(backups).find((name) => name.startsWith("nuanyi-"))!;
  expect(db("restore", join(backups, backup), "--to", first.databaseUrl).status).toBe(0);
  const again = await startServer({ folder: first.folder });
  onTestFinished(() => again.dispose());
  expect((await call(again, "GET", `/bookings/${made.json.id}`, { token })).json.status).toBe("booked");
}, 60_000);

test("a clock that goes back an hour, and one that goes on a day, lose no booking and say nothing twice", async () => {
  const started = await server();
  const [token, slot] = [await started.session(), await aSlot(started)];
  const made = await book(started, token, slot, randomUUID());
  const inbox = async () =>
    (await call(started, "GET", "/inbox", { token })).json.messages as { id: string; kind: string }[];
  await started.setClock("2026-11-24T01:00:00.000Z");
  expect((await book(started, token, slot, randomUUID())).json.type).toBe("/problems/already-booked");
  expect((await call(started, "GET", `/bookings/${made.json.id}`, { token })).json.status).toBe("booked");
  const start = new Date(made.json.slot.start as string).getTime();
  await started.setClock(new Date(start - 50 * 60_000).toISOString());
  await expect.poll(async () => (await inbox()).length, { timeout: 10_000 }).toBe(1);
  await started.setClock(new Date(start - 115 * 60_000).toISOString());
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await started.setClock(new Date(start - 30 * 60_000).toISOString());
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await inbox()).toHaveLength(1);
  await started.setClock(new Date(start + 86_400_000).toISOString());
  await expect
    .poll(async () => (await call(started, "GET", `/bookings/${made.json.id}`, { token })).json.status as string, {
      timeout: 15_000,
    })
    .toBe("no-show");
  const store = new SQLite(started.databaseUrl.slice(5), { readonly: true });
  expect(
    store
      .prepare(
        "select count(*) from slots s where booked <> (select count(*) from bookings b where b.slot_id = s.id and b.status in ('booked', 'checked-in', 'served'))",
      )
      .pluck()
      .get(),
  ).toBe(0);
  store.close();
}, 60_000);
