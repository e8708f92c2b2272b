import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** AES-256-GCM under a 32-byte key: `nonce.tag.cipher`, each base64url. `context` must be given again to open. */
export function seal(plain: string, key: string, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "base64url"), nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url")).join(".");
}

/** What was sealed. Throws when the key or the context is another, or a byte was changed. */
export function unseal(sealed: string, key: string, context: string): string {
  const [nonce, tag, body] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (!nonce || !tag || !body) throw new Error("invariant: not a sealed text");
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "base64url"), nonce);
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}

export function newKey(): string {
  return randomBytes(32).toString("base64url");
}

/** A keyed hash by which a sealed value can be looked up without being readable. */
export function blindIndex(value: string, key: string): string {
  return createHmac("sha256", Buffer.from(key, "base64url")).update(value).digest("base64url");
}
