import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import webpush from "web-push";

/** Secrets of one installation. `store` seals riders' keys; `index` makes blind indexes. 32 bytes each, base64url. */
export interface Keys {
  store: string;
  index: string;
  vapid: { publicKey: string; privateKey: string };
}

/**
 * The keys of this installation, from a file (mode 0600); made on the first start and kept. Two
 * processes that start together end with the same keys.
 */
export function readOrMakeKeys(file: string): Keys {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Keys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const keys: Keys = {
    store: randomBytes(32).toString("base64url"),
    index: randomBytes(32).toString("base64url"),
    vapid: webpush.generateVAPIDKeys(),
  };
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, JSON.stringify(keys, null, 2), { mode: 0o600, flag: "wx" });
  try {
    // A link fails when the name is taken, where a rename would replace the other process's keys.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return JSON.parse(readFileSync(file, "utf8")) as Keys;
}
