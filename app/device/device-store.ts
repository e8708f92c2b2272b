import { createStore, del, delMany, get, keys, set, update } from "idb-keyval";

// One small store of this browser, shared by pages and worker. A browser that keeps nothing answers as an empty one.
let store: ReturnType<typeof createStore> | undefined;
const own = () => (store ??= createStore("nuanyi", "kept"));

/** What this browser keeps under a name. */
export async function keptOnDevice<T>(name: string): Promise<T | undefined> {
  return get<T>(name, own()).catch(() => undefined);
}

/** Keeps a value; false where the browser does not. */
export async function keepOnDevice(name: string, value: unknown): Promise<boolean> {
  return set(name, value, own()).then(() => true, () => false);
}

/** Changes a value in one step, so that two pages do not undo each other; false where the browser keeps nothing. */
export async function changeOnDevice<T>(name: string, change: (value: T | undefined) => T): Promise<boolean> {
  return update<T>(name, change, own()).then(() => true, () => false);
}

export async function dropFromDevice(name: string): Promise<void> {
  await del(name, own()).catch(() => undefined);
}

/** Drops all that is kept, but for one name. */
export async function clearDevice(except: string): Promise<void> {
  const names = await keys<string>(own()).catch(() => []);
  await delMany(names.filter((name) => name !== except), own()).catch(() => undefined);
}
