import { crc32 } from "node:zlib";

/** A tag for bytes of ours. Weak: it tells one answer of ours from the next, and holds against nobody who would make two alike. */
export function etagOf(bytes: Buffer): string {
  return `W/"${bytes.length.toString(36)}-${crc32(bytes).toString(36)}"`;
}

const opaque = (tag: string): string => tag.replace(/^W\//, "");

/** Whether an `If-None-Match` header names a tag, by the weak comparison of RFC 9110 §8.8.3.2; `*` names every one. */
export function etagMatches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === opaque(etag));
}
