import type { Instant } from "#app/time/instant.ts";

/** The header in which every answer of the server names the build that made it. */
export const BUILD_HEADER = "x-nuanyi-build";
/** The header with which the worker marks what it kept: when it was kept. */
export const KEPT_HEADER = "x-nuanyi-kept";
/** Milliseconds after which an answer that does not come counts as no network: in a stairwell a request hangs for minutes. */
export const PATIENCE = 5_000;

/** The same for what is sent: it may have been done, and is not given up as soon. */
export const PATIENCE_SENT = 15_000;

/** What a page is told about its own requests: that it shows something kept, that the network answers again, or that there is a newer build. */
export type WireNews =
  { kind: "kept"; path: string; at: Instant } | { kind: "fresh"; path: string } | { kind: "new-build" };
const NEWS = "nuanyi:wire";

export function announce(news: WireNews): void {
  window.dispatchEvent(new CustomEvent<WireNews>(NEWS, { detail: news }));
}

/** Listens for news; answers how to stop. */
export function listenToWire(listener: (news: WireNews) => void): () => void {
  const heard = (event: Event) => listener((event as CustomEvent<WireNews>).detail);
  window.addEventListener(NEWS, heard);
  return () => window.removeEventListener(NEWS, heard);
}

/** Whether asking failed for want of a network: an answer of the server, also a redirect or 404, is no such failure, nor is what the reader broke off by a second press. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
}

/** The server's answer; without network what `own` makes of the failure, which may throw it on. */
export async function answeredOr<T, U>(asked: Promise<T>, own: (error: unknown) => Promise<U> | U): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    return own(error);
  }
}

const noAnswer = (milliseconds: number) =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new TypeError("no answer in time")), milliseconds);
  });
const never = new Promise<never>(() => undefined);
const inTime = (work: Promise<unknown>) => Promise.race([work, noAnswer(PATIENCE)]).catch(() => undefined);

/** Whether somebody is filling in something that a reload would lose. */
export function isUntouched(page: Document): boolean {
  const fields = [
    ...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea"),
  ];
  return fields.every((field) =>
    "checked" in field && (field.type === "radio" || field.type === "checkbox")
      ? field.checked === field.defaultChecked
      : field.value === field.defaultValue,
  );
}

/**
 * Watches what the router asks of the server. An answer of another build never reaches this page: the step is made by loading
 * the page anew, and where a page would only ask about itself while somebody fills in a form, it asks before it reloads.
 * An answer that does not come in time, or that a proxy gives in the server's place, counts as no network. Whatever comes
 * waits until this window is `ready` to show a page of that path.
 */
export function watchWire(build: string, ready: (path: string) => Promise<unknown>): void {
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (url.origin !== location.origin || !url.pathname.endsWith(".data")) return ask(input, init);
    if (method !== "GET") {
      // What was sent has been done: its answer is shown, and whoever sent it is told of the newer build.
      const answer = answered(await Promise.race([ask(input, init), noAnswer(PATIENCE_SENT)]));
      const by = answer.headers.get(BUILD_HEADER);
      if (by && by !== build) announce({ kind: "new-build" });
      return answer;
    }
    const response = answered(
      await Promise.race([ask(input, init), noAnswer(PATIENCE)]).finally(() => inTime(ready(pathOf(url)))),
    );
    const path = pathOf(url);
    const theirs = response.headers.get(BUILD_HEADER);
    const kept = response.headers.get(KEPT_HEADER);
    if (theirs && theirs !== build) {
      // What was kept by another build is nothing to go on with, and loading anew would only bring it again.
      if (kept) throw new TypeError("kept by another build");
      if (path !== location.pathname) location.assign(addressOf(url));
      else if (isUntouched(document)) location.reload();
      else announce({ kind: "new-build" });
      return never;
    }
    announce(kept ? { kind: "kept", path, at: kept as Instant } : { kind: "fresh", path });
    return response;
  };
}

/** Whether a proxy speaks in the server's place, which it did not reach: the server's own 503 names its build. */
export const isProxys = ({ status, headers }: Response): boolean =>
  status === 502 || status === 504 || (status === 503 && !headers.has(BUILD_HEADER));

/** An answer of the server; what a proxy says in its place is none. */
function answered(response: Response): Response {
  if (isProxys(response)) throw new TypeError("no answer behind a proxy");
  return response;
}

/** The page's path of a `.data` address. */
function pathOf(url: URL): string {
  return url.pathname === "/_root.data" ? "/" : url.pathname.slice(0, -".data".length);
}

function addressOf(url: URL): string {
  const search = new URLSearchParams(url.search);
  search.delete("_routes");
  const text = search.toString();
  return pathOf(url) + (text ? `?${text}` : "");
}

/** Has the worker keep the files of this build that this page was made from; it keeps what passes through it. */
export async function keepShownFiles(): Promise<void> {
  await navigator.serviceWorker?.ready;
  const files = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => new URL(name).pathname.startsWith("/assets/"));
  await Promise.all([...new Set(files)].map((file) => fetch(file).catch(() => undefined)));
}
