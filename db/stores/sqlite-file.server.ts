import SQLite from "better-sqlite3";

// A backup is a SQLite file, whatever store it was taken from.

/** Copies an open store's file as it is at one moment, while others write. */
export function copyOnline(file: string, to: string): void {
  const raw = new SQLite(file, { readonly: true, timeout: 5000 });
  try {
    // One statement is one snapshot; SQLite's step-wise backup begins anew at every write of another process.
    raw.prepare("vacuum into ?").run(to);
  } finally {
    raw.close();
  }
}

/** Everything that is wrong with a file's structure and references; empty when it is sound. */
export function faultsOf(file: string): string[] {
  const raw = new SQLite(file, { readonly: true, fileMustExist: true });
  try {
    const check = (raw.pragma("integrity_check") as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((line) => line !== "ok");
    const loose = (raw.pragma("foreign_key_check") as { table: string; parent: string }[]).map(
      ({ table, parent }) => `${table} refers to what is not in ${parent}`,
    );
    return [...check, ...loose];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    raw.close();
  }
}

/** Takes every rider's key out of a file that nobody has open, so that no byte of one stays; the file stands alone afterwards. */
export function takeKeysOut(file: string): void {
  const raw = new SQLite(file);
  try {
    raw.pragma("journal_mode = DELETE");
    raw.exec("update devices set key_sealed = ''");
    raw.exec("vacuum");
  } finally {
    raw.close();
  }
}

/** Puts riders' keys back; answers how many had none. */
export function putKeysBack(file: string, keys: Record<string, string>): number {
  const raw = new SQLite(file);
  try {
    const put = raw.prepare("update devices set key_sealed = ? where id = ?");
    raw.transaction(() => {
      for (const [id, key] of Object.entries(keys)) put.run(key, id);
    })();
    return raw.prepare("select count(*) from devices where key_sealed = ''").pluck().get() as number;
  } finally {
    raw.close();
  }
}
