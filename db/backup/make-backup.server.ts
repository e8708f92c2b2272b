import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { connect } from "#db/connection.server.ts";
import type { Db } from "#db/db.ts";
import { copyRows, differing, sumsOf } from "#db/copy-store.server.ts";
import { fileOf } from "#db/stores/dialect.ts";
import { migrate } from "#db/migrator.server.ts";
import { rows } from "#db/rows.server.ts";
import { copyOnline, faultsOf, takeKeysOut } from "#db/stores/sqlite-file.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { changeKeyring } from "./keyring.server.ts";
import { backupName, outlived, type Keeping } from "./kept-backups.ts";
import { BackupError, packFile, unpackFile } from "./sealed-file.server.ts";

export interface BackupOrder {
  databaseUrl: string;
  folder: string;
  /** Seals the backup and the ring of keys. */
  secret?: string | undefined;
  keeping: Keeping;
  now: string;
}

export interface BackupMade {
  file: string;
  /** Bytes of the packed file. */
  size: number;
  rows: number;
  /** Older ones that had their time. */
  deleted: string[];
}

/** Takes a backup of a store that others may be writing to, reads it back, and lets old ones go. Throws BackupError with one sentence. */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  mkdirSync(order.folder, { recursive: true });
  dropOldDrafts(order.folder);
  const name = backupName(order.now, order.secret !== undefined);
  const draft = join(order.folder, `.making-${name}`);
  try {
    const count = await takeFrom(order.databaseUrl, draft);
    await packFile(draft, `${draft}.packed`, order.secret);
    await unpackFile(`${draft}.packed`, `${draft}.read`, order.secret);
    if ((await hashOf(draft)) !== (await hashOf(`${draft}.read`)))
      throw new BackupError("The backup reads back as something else: the disk is not to be trusted.");
    await putKeysBeside(order);
    renameSync(`${draft}.packed`, join(order.folder, name));
    const deleted = outlived(readdirSync(order.folder), order.keeping, order.now);
    for (const old of deleted) rmSync(join(order.folder, old));
    return { file: join(order.folder, name), size: statSync(join(order.folder, name)).size, rows: count, deleted };
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal", ".packed", ".read"]) rmSync(draft + end, { force: true });
  }
}

/** Milliseconds after which a draft is that of a process that died. */
const STALE = 6 * 3_600_000;

/** What a killed process left holds a store in clear: it goes with the next backup. */
function dropOldDrafts(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(".making-"))) {
    const made = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && performance.timeOrigin + performance.now() - made > STALE)
      rmSync(join(folder, name), { force: true });
  }
}

async function hashOf(file: string): Promise<string> {
  const sum = createHash("sha256");
  await pipeline(createReadStream(file), sum);
  return sum.digest("hex");
}

async function takeFrom(databaseUrl: string, draft: string): Promise<number> {
  const file = fileOf(databaseUrl);
  if (file) copyOnline(file, draft);
  else await copyServer(databaseUrl, draft);
  takeKeysOut(draft);
  return sound(draft);
}

const withoutKeys = (table: string, row: Record<string, string | number | null>) =>
  table === "devices" ? { ...row, key_sealed: "" } : row;

async function copyServer(databaseUrl: string, draft: string): Promise<void> {
  const [source, target] = [connect(databaseUrl), connect(`file:${draft}`)];
  try {
    await migrate(target.db);
    // One moment of the store, however long it takes to read, and nobody waits for it.
    const sent = await source.db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute((reading) => inTransaction(target.db, (trx) => copyRows(reading, trx, withoutKeys)));
    const wrong = differing(sent, await sumsOf(target.db));
    if (wrong.length > 0) throw new BackupError(`The backup is not what the store holds, in: ${wrong.join(", ")}.`);
  } finally {
    await source.close();
    await target.close();
  }
}

async function sound(draft: string): Promise<number> {
  const faults = faultsOf(draft);
  if (faults.length > 0) throw new BackupError(`The copy is not sound: ${faults.slice(0, 3).join("; ")}.`);
  const { db, close } = connect(`file:${draft}`);
  try {
    return (await sumsOf(db)).reduce((sum, table) => sum + table.rows, 0);
  } finally {
    await close();
  }
}

/** The keys of every rider who is there now: those who left since the copy was begun are not. */
async function putKeysBeside(order: BackupOrder): Promise<void> {
  const { db, close } = connect(order.databaseUrl);
  try {
    await changeKeyring(order.folder, order.secret, () => keysOf(db));
  } finally {
    await close();
  }
}

async function keysOf(db: Db): Promise<Record<string, string>> {
  const held = await rows<{ id: string; key_sealed: string }>(
    db,
    "select id, key_sealed from devices where key_sealed <> ''",
    [],
  );
  return Object.fromEntries(held.map((row) => [row.id, row.key_sealed]));
}
