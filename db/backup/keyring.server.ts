import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { packFile, unpackFile } from "./sealed-file.server.ts";

// Backups hold no rider's key: all stand in one ring beside them, which is written anew at each backup and at each deletion.
// What a rider had deleted can be read from no backup, however old, once their key has left the ring.

/** Riders' keys, sealed by the store's key, by device. */
export type Keyring = Record<string, string>;

const FILE = "keyring.gz";
/** Milliseconds after which a lock is that of a process that died. */
const STALE = 60_000;

export async function readKeyring(folder: string, secret: string | undefined): Promise<Keyring> {
  const plain = join(folder, `.keyring-${process.pid}-${Math.random().toString(36).slice(2)}`);
  if (!existsSync(join(folder, FILE))) return {};
  try {
    await unpackFile(join(folder, FILE), plain, secret);
    return JSON.parse(readFileSync(plain, "utf8")) as Keyring;
  } finally {
    rmSync(plain, { force: true });
  }
}

async function writeKeyring(folder: string, keys: Keyring, secret: string | undefined): Promise<void> {
  const draft = join(folder, `.keyring-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(draft, JSON.stringify(keys), { mode: 0o600 });
  try {
    await packFile(draft, `${draft}.gz`, secret);
    renameSync(`${draft}.gz`, join(folder, FILE));
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces the ring by what `make` answers, one writer at a time. */
export async function changeKeyring(
  folder: string,
  secret: string | undefined,
  make: (keys: () => Promise<Keyring>) => Promise<Keyring | undefined>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, ".keyring.lock");
  for (let tries = 0; ; tries++) {
    try {
      closeSync(openSync(lock, "wx"));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 600) throw error;
      const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (made !== undefined && performance.timeOrigin + performance.now() - made > STALE)
        rmSync(lock, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  try {
    const keys = await make(() => readKeyring(folder, secret));
    if (keys) await writeKeyring(folder, keys, secret);
  } finally {
    rmSync(lock, { force: true });
  }
}
