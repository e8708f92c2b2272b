import { createHash, randomBytes, randomInt } from "node:crypto";
import { uuidv7 } from "uuidv7";

/** Where fresh names come from. */
export interface Ids {
  /** A UUIDv7: sorts by the time at which it was made. */
  id(): string;
  /** 32 random bytes as base64url: a session's token. */
  token(): string;
  /** Eight letters and digits that cannot be mistaken for one another, `7K3MQ9TD`. */
  code(): string;
}

const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

export function systemIds(): Ids {
  return {
    id: () => uuidv7(),
    token: () => randomBytes(32).toString("base64url"),
    code: () => Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join(""),
  };
}

/** SHA-256 of a text as base64url. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
