import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { createReadStream, createWriteStream, openSync, readSync, closeSync, statSync } from "node:fs";
import { PassThrough, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

/** What stands first in a file that is sealed; 16 bytes of salt, 12 of nonce, the text, and 16 of tag follow. */
const MARK = Buffer.from("NYB1");
const [SALT, NONCE, TAG] = [16, 12, 16];

export class BackupError extends Error {}

const keyFrom = (secret: string, salt: Buffer): Buffer =>
  scryptSync(secret, salt, 32, { N: 2 ** 15, maxmem: 64 * 1024 * 1024 });

/** Writes a file anew, compressed, and sealed when a secret is given. */
export async function packFile(plain: string, packed: string, secret: string | undefined): Promise<void> {
  const out = createWriteStream(packed, { mode: 0o600, flush: true });
  if (!secret) return pipeline(createReadStream(plain), createGzip(), out);
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv("aes-256-gcm", keyFrom(secret, salt), nonce);
  out.write(Buffer.concat([MARK, salt, nonce]));
  const withTag = new PassThrough();
  withTag._flush = (done) => done(null, cipher.getAuthTag());
  await pipeline(createReadStream(plain), createGzip(), cipher, withTag, out);
}

/** Writes what a packed file holds. Throws BackupError when the secret is another or a byte was changed. */
export async function unpackFile(packed: string, plain: string, secret: string | undefined): Promise<void> {
  const size = statSync(packed).size;
  const head = Buffer.alloc(MARK.length + SALT + NONCE);
  const file = openSync(packed, "r");
  const tag = Buffer.alloc(TAG);
  readSync(file, head, 0, head.length, 0);
  if (size > head.length + TAG) readSync(file, tag, 0, TAG, size - TAG);
  closeSync(file);
  const sealed = head.subarray(0, MARK.length).equals(MARK);
  if (sealed && !secret) throw new BackupError("The backup is sealed: give its key in NUANYI_BACKUP_KEY.");
  const steps: Transform[] = [createGunzip()];
  if (sealed) {
    const decipher = createDecipheriv(
      "aes-256-gcm",
      keyFrom(secret!, head.subarray(MARK.length, MARK.length + SALT)),
      head.subarray(MARK.length + SALT),
    );
    decipher.setAuthTag(tag);
    steps.unshift(decipher);
  }
  const body = sealed
    ? createReadStream(packed, { start: head.length, end: size - TAG - 1 })
    : createReadStream(packed);
  try {
    await pipeline([body, ...steps, createWriteStream(plain, { mode: 0o600 })]);
  } catch (error) {
    throw new BackupError("The backup cannot be read: its key is another one, or the file was damaged.", {
      cause: error,
    });
  }
}
