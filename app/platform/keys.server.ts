import { createECDH, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import webpush from "web-push";
import { ConfigError } from "./variables.server.ts";
import { blindIndex, seal, unseal } from "./sealing.server.ts";

/** Secrets of one installation. `store` seals riders' keys; `index` makes blind indexes. 32 bytes each, base64url. */
export interface Keys {
  store: string;
  index: string;
  vapid: { publicKey: string; privateKey: string };
}

const isSecret = (text: unknown): text is string =>
  typeof text === "string" && /^[\w-]{43}$/.test(text) && Buffer.from(text, "base64url").length === 32;

/** Whether a VAPID pair belongs together: the public key is the private one's point. */
function isPair(vapid: unknown): vapid is Keys["vapid"] {
  const { publicKey, privateKey } = (typeof vapid === "object" && vapid !== null ? vapid : {}) as Record<
    string,
    unknown
  >;
  if (!isSecret(privateKey) || typeof publicKey !== "string") return false;
  const curve = createECDH("prime256v1");
  try {
    curve.setPrivateKey(Buffer.from(privateKey, "base64url"));
  } catch {
    return false;
  }
  return curve.getPublicKey("base64url") === publicKey;
}

/** The keys in a file; undefined when there is none. Throws ConfigError with one sentence when what is there is no set of keys. */
export function readKeys(file: string): Keys | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ConfigError(
      `The keys in ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`,
    );
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new ConfigError(`The keys in ${file} are damaged: it is no JSON. Put the right file back.`);
  }
  const keys = (typeof found === "object" && found !== null ? found : {}) as Partial<Keys>;
  for (const name of ["store", "index"] as const)
    if (!isSecret(keys[name]))
      throw new ConfigError(
        `The keys in ${file} are damaged: "${name}" is no key of 32 bytes. Put the right file back.`,
      );
  if (!isPair(keys.vapid))
    throw new ConfigError(
      `The keys in ${file} are damaged: "vapid" is no pair that belongs together. Put the right file back.`,
    );
  return keys as Keys;
}

/** Makes the keys of an installation in a file (mode 0600). Two processes that start together end with the same keys. */
export function makeKeys(file: string): Keys {
  const keys: Keys = {
    store: randomBytes(32).toString("base64url"),
    index: randomBytes(32).toString("base64url"),
    vapid: pairOfFullLength(),
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
  return readKeys(file)!;
}

/** A pair whose private key has all its 32 bytes: the library leaves leading zeros out once in 256 times. */
function pairOfFullLength(): Keys["vapid"] {
  for (;;) {
    const pair = webpush.generateVAPIDKeys();
    if (isPair(pair)) return pair;
  }
}

/** What a store knows of the keys that it was written with. */
export interface KeyChecks {
  of(name: string): Promise<string | undefined>;
  keep(checks: { name: string; made: string }[]): Promise<void>;
  anySealed(): Promise<{ id: string; sealed: string } | undefined>;
}

const KNOWN = "nuanyi";
const opens = (sealed: string, key: string, context: string): boolean => {
  try {
    unseal(sealed, key, context);
    return true;
  } catch {
    return false;
  }
};

/**
 * The keys with which a store was written, from their file; made where neither there is. Throws ConfigError with one
 * sentence where they are lost, damaged or another store's: what was sealed would stay shut, and the rest be sealed by two.
 */
export async function keysOfStore(file: string, checks: KeyChecks): Promise<Keys> {
  const [store, index, vapid] = [await checks.of("store"), await checks.of("index"), await checks.of("vapid")];
  const sealed = await checks.anySealed();
  const found = readKeys(file);
  if (!found && (store !== undefined || sealed))
    throw new ConfigError(
      `NUANYI_KEYS: there is no file ${file}, and the store holds what only its keys open. Put the file back; without it start with an empty store.`,
    );
  const keys = found ?? makeKeys(file);
  const fits = {
    store:
      store === undefined
        ? !sealed || opens(sealed.sealed, keys.store, `device:${sealed.id}`)
        : opens(store, keys.store, "key-check"),
    index: index === undefined || index === blindIndex(KNOWN, keys.index),
    vapid: vapid === undefined || vapid === keys.vapid.publicKey,
  };
  const wrong = Object.entries(fits).find(([, right]) => !right)?.[0];
  if (wrong)
    throw new ConfigError(
      `NUANYI_KEYS: the keys in ${file} are not those of this store ("${wrong}" is another). Put the right file back, or name the right store.`,
    );
  if (store !== undefined && index !== undefined && vapid !== undefined) return keys;
  await checks.keep([
    { name: "store", made: seal(KNOWN, keys.store, "key-check") },
    { name: "index", made: blindIndex(KNOWN, keys.index) },
    { name: "vapid", made: keys.vapid.publicKey },
  ]);
  // Whoever was quicker has written theirs: then these must be the same.
  return keysOfStore(file, checks);
}
