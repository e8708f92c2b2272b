import { seenText } from "./typed-text.ts";

/** Control characters have no place in anybody's words, but for the ends of lines and tabs. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export type ReadWords = { words: string } | { fault: "control-characters" | "too-long" };

/**
 * Somebody's words or name: what nobody sees is dropped (marks that turn text too, so that no name rearranges a list), ends of lines are
 * as Unix has them, blanks around go. At most so many letters, pictures counted as one each; empty where nothing is seen.
 */
export function readWords(text: string, most: number): ReadWords {
  if (CONTROL.test(text) || !text.isWellFormed()) return { fault: "control-characters" };
  const words = seenText(text).replace(/\r\n?/g, "\n").trim();
  return [...words].length <= most ? { words } : { fault: "too-long" };
}
