import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { moveStore, type Moved } from "#db/move-store.server.ts";
import { faultsOf, putKeysBack } from "#db/stores/sqlite-file.server.ts";
import { readKeyring } from "./keyring.server.ts";
import { BackupError, unpackFile } from "./sealed-file.server.ts";

export type Restored =
  | Exclude<Moved, { kind: "moved" }>
  | (Extract<Moved, { kind: "moved" }> & {
      /** Devices whose words can be read by nobody any more. */ forgotten: number;
    });

/** Puts a backup into an empty store, which nobody has open. The ring of keys stands beside the backup. Throws BackupError with one sentence. */
export async function restoreBackup(options: {
  file: string;
  to: string;
  secret?: string | undefined;
}): Promise<Restored> {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-restore-"));
  const plain = join(folder, "n.db");
  try {
    await unpackFile(options.file, plain, options.secret);
    const faults = faultsOf(plain);
    if (faults.length > 0) throw new BackupError(`The backup is not sound: ${faults.slice(0, 3).join("; ")}.`);
    const forgotten = putKeysBack(plain, await readKeyring(dirname(options.file), options.secret));
    const moved = await moveStore(`file:${plain}`, options.to);
    return moved.kind === "moved" ? { ...moved, forgotten } : moved;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
