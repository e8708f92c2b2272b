// What people type, paste and copy holds more than is seen. One reader of it for every form, import, interface and desk.

/** Signs that nobody sees: format marks (of direction, joining, soft hyphens …), variation selectors and fillers. */
const UNSEEN = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const PICTURE =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\ufe0f\u200d\u{e0020}-\u{e007f}0-9#*]$/u;
/** What joins pictures to one, or says that a sign is a picture. */
const JOINS = /^[\u200d\ufe0f\u{e0020}-\u{e007f}]$/u;

/** A text without what nobody sees; a picture of several signs stays one. */
export function seenText(text: string): string {
  return text.replace(UNSEEN, (sign: string, at: number) =>
    JOINS.test(sign) && PICTURE.test(text.slice(Math.max(0, at - 2), at)) ? sign : "",
  );
}

/** The same in its plain form: full-width letters and digits as the narrow ones (NFKC), without any space, dash or bracket. For phones, codes and numbers. */
export function plainText(text: string): string {
  return text
    .replace(UNSEEN, "")
    .normalize("NFKC")
    .replace(/[\s\p{Pd}\p{Ps}\p{Pe}\u2212\u30fc]/gu, "");
}
