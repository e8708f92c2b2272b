import { plainText } from "./typed-text.ts";

/** Letters that a field for a code of six digits takes: pasted ones come with more. */
export const CODE_TYPED = 12;

/** A code of so many digits as people type or paste it, `123 456` → `123456`; undefined when it is none. */
export function readDigits(text: string, count: number): string | undefined {
  const digits = plainText(text);
  return digits.length === count && /^\d+$/.test(digits) ? digits : undefined;
}

/** A booking's code as typed, scanned or read out (`nuanyi:7k3m-q9td`) → its eight letters; undefined when it cannot be one. */
export function readBookingCode(text: string): string | undefined {
  const code = plainText(text)
    .toUpperCase()
    .replace(/^NUANYI:/, "");
  return /^[2-9A-HJ-NP-TV-Z]{8}$/.test(code) ? code : undefined;
}
