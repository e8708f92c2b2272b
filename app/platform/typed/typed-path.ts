const ORIGIN = "http://own.invalid";

/** A path of this site with its search, as an address bar would write it: ASCII only, so that a header can carry it; undefined for what leads elsewhere or is none. At most 300 signs. */
export function readOwnPath(text: string): string | undefined {
  if (
    !/^\/(?![/\\])/.test(text) ||
    /[\s\\\u0000-\u001f\u007f]/.test(text) ||
    text.length > 300 ||
    !URL.canParse(text, ORIGIN)
  )
    return undefined;
  const url = new URL(text, ORIGIN);
  return url.origin === ORIGIN ? url.pathname + url.search + url.hash : undefined;
}
