import { createStore, del, get, promisifyRequest, update } from "idb-keyval";

// One small store of this browser, shared by pages and worker. A browser that keeps nothing answers as an empty one.
let store: ReturnType<typeof createStore> | undefined;
const own = () => (store ??= createStore("nuanyi", "kept"));

/** What this browser keeps under a name. */
export async function keptOnDevice<T>(name: string): Promise<T | undefined> {
  return get<T>(name, own()).catch(() => undefined);
}

/** How often this browser forgot its rider. */
const FORGOTTEN = "forgotten";
let began: Promise<number> | undefined;

/** Since when something is kept: for a window since it began, for the worker, which outlives many riders, since now. */
export function keepingSince(): Promise<number> {
  return ("document" in globalThis && began) || (began = keptOnDevice<number>(FORGOTTEN).then((times) => times ?? 0));
}

/** Keeps a value; false where the browser does not, or forgot its rider `since`: what was asked for before comes too late. */
export async function keepOnDevice(name: string, value: unknown, since?: number): Promise<boolean> {
  const from = since ?? (await keepingSince());
  let kept = false;
  return own()("readwrite", (names) => {
    names.get(FORGOTTEN).onsuccess = function () {
      kept = ((this.result as number | undefined) ?? 0) === from;
      if (kept) names.put(value, name);
    };
    return promisifyRequest(names.transaction);
  }).then(
    () => kept,
    () => false,
  );
}

/** Changes a value in one step, so that two pages do not undo each other; false where the browser keeps nothing. */
export async function changeOnDevice<T>(name: string, change: (value: T | undefined) => T): Promise<boolean> {
  return update<T>(name, change, own()).then(
    () => true,
    () => false,
  );
}

export async function dropFromDevice(name: string): Promise<void> {
  await del(name, own()).catch(() => undefined);
}

/** Drops all that is kept, but for one name; whatever windows of before still hear of is not kept any more. */
export async function clearDevice(except: string): Promise<void> {
  began = Promise.resolve(-1);
  await own()("readwrite", (names) => {
    names.get(FORGOTTEN).onsuccess = function () {
      const times = ((this.result as number | undefined) ?? 0) + 1;
      names.getAllKeys().onsuccess = function () {
        for (const name of this.result) if (name !== except) names.delete(name);
        names.put(times, FORGOTTEN);
      };
    };
    return promisifyRequest(names.transaction);
  }).catch(() => undefined);
}
