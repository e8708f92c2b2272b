/** How the worker answers a request of this site. */
export type Way =
  /** A file whose name holds its content: from what is kept, whatever build asks. */
  | "file"
  /** A picture, an icon, a city's sketch: kept once seen. */
  | "picture"
  /** The start page, which is kept whole: any page begins from it without network. */
  | "start"
  /** Another page: from the server; without network it begins from the start page. */
  | "page"
  /** What a public page is made of: from the server, else as it was seen last. */
  | "kept-data"
  /** None of the worker's business: private pages, the interface, what is posted. */
  | "network";

// Nothing here shows whose it is: a private page is not in this list, and says no-store besides.
const KEPT = [/^\/points\/[\w-]+$/, /^\/services\/[\w-]+\/book$/, /^\/privacy$/];

/** Whether what a page shows may be kept on a phone: public pages only. */
export function mayKeep(path: string): boolean {
  return path === "/" || KEPT.some((page) => page.test(path));
}

/** Pages that people who serve use, and the wall: they never begin from a rider's start page. */
const NOT_FROM_START =
  /^\/(api|test|screen|feed|carry|staff|city|duty|healthz|readyz|desk\/[^/]+\/.|.*\.(csv|ics|json))/;

/** What to do with a request; `navigates` for a page that a window opens. */
export function wayOf(request: { method: string; path: string; navigates: boolean }): Way {
  const { method, path, navigates } = request;
  if (method !== "GET") return "network";
  if (path.startsWith("/assets/")) return "file";
  if (/^\/(icons|photos|sketch)\//.test(path) || path === "/favicon.ico") return "picture";
  if (navigates) return path === "/" ? "start" : NOT_FROM_START.test(path) ? "network" : "page";
  if (path.endsWith(".data") && mayKeep(path.slice(0, -".data".length))) return "kept-data";
  return "network";
}

/** Where a page that cannot be reached begins instead: the start page, which goes on to it by itself. */
export function startFor(path: string, search: string): string {
  return `/?to=${encodeURIComponent(path + search)}`;
}

/** The page that a start address leads on to; only a path of this site. */
export function goesOnTo(search: URLSearchParams): string | undefined {
  const to = search.get("to");
  return to && /^\/(?![/\\])[^\s\\]{0,500}$/.test(to) ? to : undefined;
}

/** Marks a kept page's text, so that the page knows what it is made from; hidden while it only stands in for another. */
export function markKept(html: string, at: string, standsIn: boolean): string {
  return html.replace("<html ", `<html data-kept="${at}" ${standsIn ? 'data-leaving="" ' : ""}`);
}
