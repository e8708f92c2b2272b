import { randomUUID } from "node:crypto";
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
  return (await call(of, "GET", `/services/${services[0].id}/slots?from=2026-11-25&to=2026-11-25`)).json.slots[0].id as string;
}
const book = (of: TestServer, token: string, slot: string, key: string) =>
  call(of, "POST", "/bookings", { token, headers: { "idempotency-key": key }, body: { slot_id: slot, rider_kind: "courier" } });

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
  expect([refused.status, refused.json.type, refused.headers.get("retry-after")]).toEqual([503, "/problems/store-busy", "1"]);
  const page = await fetch(`${started.origin}/points/${(await call(started, "GET", "/points?near=30.58,114.28&limit=1")).json.features[0].id}`, { method: "POST", headers: { origin: started.origin, "content-type": "application/x-www-form-urlencoded" }, body: "door=open" });
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
  const made = answers.slice(0, 1).filter(({ status }) => status === 201).map(({ json }) => json.id as string);
  expect((await call(again, "GET", "/bookings", { token })).json.bookings.map(({ id }: { id: string }) => id)).toEqual(made);
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
