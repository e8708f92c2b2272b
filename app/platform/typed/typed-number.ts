import { seenText } from "./typed-text.ts";

const plain = (text: string): string => seenText(text).normalize("NFKC").trim();

/** A whole number in digits, as people type it, between two bounds; undefined for anything else. */
export function readWhole(text: string, least: number, most: number): number | undefined {
  const digits = plain(text);
  if (!/^\d{1,9}$/.test(digits)) return undefined;
  const number = Number(digits);
  return number >= least && number <= most ? number : undefined;
}

/** Degrees with any number of decimals, as people or programs write them; undefined for powers, hexadecimal and anything else. */
export function readDegrees(text: string): number | undefined {
  const degrees = plain(text)
    .replace(/^\u2212/, "-")
    .replace(/°$/, "");
  return /^[+-]?\d{1,3}(\.\d{1,40})?$/.test(degrees) ? Number(degrees) : undefined;
}
