/// <reference lib="webworker" />
import { systemClock } from "#app/time/clock.ts";
import { BUILD_HEADER, KEPT_HEADER, isProxys } from "#app/device/wire.ts";
import { goesOnTo, markKept, mayKeep } from "./kept-pages.ts";

declare const BUILD: string;
declare const ASSETS: string[];

const ASSETS_CACHE = `assets-${BUILD}`;
const PAGES_CACHE = `pages-${BUILD}`;
const PICTURES_CACHE = "pictures";
/** The most pages and pictures that are kept; the oldest goes. */
const MOST = { pages: 80, pictures: 40 };
/** How many pages of the old build are fetched anew before it goes. */
const CARRIED = 40;
/** Milliseconds in which a page must be answered; after them what was kept is shown. */
const PATIENCE = { start: 150, other: 4_000 };

/** Whether an answer may be kept: a whole one of this build, whose files are kept, that does not say no-store. */
const keepable = (response: Response): boolean =>
  response.ok &&
  response.type === "basic" &&
  !response.redirected &&
  response.headers.get(BUILD_HEADER) === BUILD &&
  !/no-store/.test(response.headers.get("cache-control") ?? "");

/** The same answer, noted with when it was kept; its coding is undone by then. */
async function noted(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set(KEPT_HEADER, systemClock().now());
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(await response.blob(), { status: response.status, headers });
}

/** Whoever asks another way for the same page gets it: the router's own parameters tell nothing. */
function keyOf(url: URL): string {
  const key = new URL(url);
  key.searchParams.delete("_routes");
  key.hash = "";
  return key.href;
}

async function keep(cacheName: string, key: string, response: Response, most: number): Promise<void> {
  const cache = await caches.open(cacheName);
  // Whole before the old one goes: a body may break off. Put anew it is the youngest.
  const copy = await noted(response);
  await cache.delete(key);
  await cache.put(key, copy);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - most)))
    if (new URL(old.url).pathname !== "/") await cache.delete(old);
}

const inTime = (work: Promise<Response>, milliseconds: number): Promise<Response> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new TypeError("too slow")), milliseconds);
    }),
  ]);

const startKey = () => new URL("/", self.location.href).href;

/** Rises whenever the start page is forgotten: one that was asked for before shows what holds no more. */
let forgotten = 0;

/** Keeps the start page as it is now; throws when it does not come as this build makes it. */
async function keepStart(): Promise<void> {
  const before = forgotten;
  const start = await fetch("/", { credentials: "same-origin" });
  if (!keepable(start)) throw new TypeError("no start page of this build");
  if (before === forgotten) await keep(PAGES_CACHE, startKey(), start, MOST.pages);
}

/** Everything that this build needs, and the pages of the one before it as this one makes them. Fails where any of it does not come: the old one stays. */
export async function prepare(): Promise<void> {
  const assets = await caches.open(ASSETS_CACHE);
  await assets.addAll(ASSETS);
  await keepStart();
  for (const name of (await caches.keys()).filter((one) => one.startsWith("pages-") && one !== PAGES_CACHE)) {
    const old = await (await caches.open(name)).keys();
    for (const { url } of old.slice(-CARRIED)) {
      if (new URL(url).pathname === "/") continue;
      const fresh = await fetch(url, { credentials: "same-origin" });
      if (keepable(fresh)) await keep(PAGES_CACHE, url, fresh, MOST.pages);
    }
  }
}

/** Lets go what no open page needs: pages of other builds, and files of all but the build before. */
export async function tidy(): Promise<void> {
  const names = await caches.keys();
  const files = names.filter((name) => name.startsWith("assets-") && name !== ASSETS_CACHE);
  const gone = names.filter(
    (name) => (name.startsWith("pages-") && name !== PAGES_CACHE) || files.slice(0, -1).includes(name),
  );
  await Promise.all(gone.map((name) => caches.delete(name)));
}

/** What is kept for a request; nothing where the browser's store fails (Safari's "Internal error"): then the network answers. */
async function matchKept(request: Request): Promise<Response | undefined> {
  return caches.match(request, { ignoreVary: true }).catch(() => undefined);
}

/** The pages that are kept; nothing where the browser's store fails. */
async function matchPage(
  key: string,
  options: CacheQueryOptions = { ignoreVary: true },
): Promise<Response | undefined> {
  return caches
    .open(PAGES_CACHE)
    .then((cache) => cache.match(key, options))
    .catch(() => undefined);
}

/** A file of any build that is kept, else the server's; kept from then on. */
export async function answerFile(request: Request): Promise<Response> {
  const found = await matchKept(request);
  if (found) return found;
  const response = await fetch(request);
  // A full phone keeps nothing more; the answer is an answer all the same.
  if (response.ok)
    await caches
      .open(ASSETS_CACHE)
      .then((cache) => cache.put(request, response.clone()))
      .catch(() => undefined);
  return response;
}

export async function answerPicture(request: Request): Promise<Response> {
  const found = await matchKept(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) void keep(PICTURES_CACHE, request.url, response.clone(), MOST.pictures).catch(() => undefined);
  return response;
}

const hasStart = async (): Promise<boolean> => (await matchPage(startKey())) !== undefined;

async function keptStart(standsIn: boolean): Promise<Response | undefined> {
  const found = await matchPage(startKey());
  if (!found) return undefined;
  return new Response(markKept(await found.text(), found.headers.get(KEPT_HEADER) ?? "", standsIn), {
    headers: found.headers,
  });
}

/** Asks the server for a page. The start page is kept whenever it comes, and asked for behind any other page while there is none. */
function askFor(event: FetchEvent): Promise<Response> {
  // Navigation preload stays off: with it Firefox shows its own error page when the server is gone, whatever the worker answers.
  const asked = fetch(event.request);
  const before = forgotten;
  event.waitUntil(
    asked
      .then(async (response) => {
        if (new URL(event.request.url).pathname !== "/")
          return (await hasStart()) || !response.ok ? undefined : keepStart();
        if (keepable(response) && before === forgotten)
          await keep(PAGES_CACHE, startKey(), response.clone(), MOST.pages);
      })
      .catch(() => undefined),
  );
  // The body is read twice: by the window, and by what is kept.
  return asked.then((response) => response.clone());
}

/** The start page: the server's when it is quick, else as it was kept; the page then asks for what is new by itself. */
export async function answerStart(event: FetchEvent): Promise<Response> {
  const asked = askFor(event);
  try {
    // A reload asks for what is new, and waits for it.
    const response = await inTime(asked, event.request.cache === "default" ? PATIENCE.start : PATIENCE.other);
    if (!isProxys(response)) return response;
  } catch {
    // Below.
  }
  return (await keptStart(goesOnTo(new URL(event.request.url).searchParams) !== undefined)) ?? asked;
}

/** Another page: the server's; without one the window begins from the start page and goes on from there. */
export async function answerPage(event: FetchEvent, instead: string): Promise<Response> {
  const asked = askFor(event);
  try {
    const response = await inTime(asked, PATIENCE.other);
    if (!isProxys(response)) return response;
  } catch {
    // Below.
  }
  return (await hasStart()) ? Response.redirect(instead, 302) : asked;
}

/** What a public page is made of: the server's, which is kept; else as it was kept, the nearest of its path. */
export async function answerKept(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(0, -".data".length);
  const kept = async () =>
    (await matchPage(keyOf(url))) ?? matchPage(keyOf(url), { ignoreVary: true, ignoreSearch: true });
  try {
    const response = await inTime(fetch(request), PATIENCE.other);
    if (isProxys(response)) throw new TypeError("no answer behind a proxy");
    if (keepable(response) && mayKeep(path))
      await keep(PAGES_CACHE, keyOf(url), response.clone(), MOST.pages).catch(() => undefined);
    return response;
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

/** Forgets the start page: what it shows was changed, its language or its look. */
export async function dropStart(): Promise<void> {
  forgotten++;
  await caches
    .open(PAGES_CACHE)
    .then((cache) => cache.delete(startKey()))
    .catch(() => undefined);
}
