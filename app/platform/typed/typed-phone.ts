import { plainText } from "./typed-text.ts";

/** Letters that a field takes: a number with its country and some signs between. */
export const PHONE_TYPED = 40;

/** A mainland mobile number as people type or paste it (+86, 0086, spaces, dashes, brackets, full-width digits) → its eleven digits; undefined when it is none. */
export function readMobile(text: string): string | undefined {
  const digits = plainText(text).replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined;
}
