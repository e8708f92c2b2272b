import { changeOnDevice, keptOnDevice } from "#app/device/device-store.ts";
import type { Instant } from "#app/time/instant.ts";
import { drain, isWaiting, mergeOutbox, MOST, untold, type Sent, type Unsent } from "./outbox.ts";
import { sendUnsent } from "./send-on-device.ts";

/** The name under which the outbox is kept. */
export const OUTBOX = "outbox";
/** On this channel pages and worker say that the outbox changed. */
const CHANNEL = "nuanyi-outbox";
/** The name under which the browser is asked to wake the worker once there is network. */
export const SYNC = "outbox";

export async function readOutbox(): Promise<Unsent[]> {
  const list = await keptOnDevice<Unsent[]>(OUTBOX);
  return Array.isArray(list) ? list : [];
}

function tell(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/** Calls back whenever the outbox changed, here or elsewhere in this browser. */
export function onOutboxChanged(heard: () => void): () => void {
  window.addEventListener(CHANNEL, heard);
  if (typeof BroadcastChannel === "undefined") return () => window.removeEventListener(CHANNEL, heard);
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = heard;
  return () => {
    channel.close();
    window.removeEventListener(CHANNEL, heard);
  };
}

async function change(next: (list: Unsent[]) => Unsent[]): Promise<boolean> {
  const kept = await changeOnDevice<Unsent[]>(OUTBOX, (list) => next(Array.isArray(list) ? list : []));
  tell();
  // A channel does not hear itself.
  if (typeof window !== "undefined") window.dispatchEvent(new Event(CHANNEL));
  return kept;
}

/** Puts an entry in, and asks the browser to send it once there is network, also with the page closed. False where the browser keeps nothing. */
export async function putUnsent(one: Unsent): Promise<boolean> {
  const kept = await change((list) => [...list.filter(({ id }) => id !== one.id), one].slice(-MOST));
  if (kept) void askForSync();
  return kept;
}

export async function dropUnsent(id: string): Promise<void> {
  await change((list) => list.filter((one) => one.id !== id));
}

/** Drops all of one owner. */
export async function emptyOutbox(owner: string): Promise<void> {
  await change((list) => list.filter((one) => one.owner !== owner));
}

async function askForSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as
    (ServiceWorkerRegistration & { sync?: { register(name: string): Promise<void> } }) | undefined;
  await registration?.sync?.register(SYNC).catch(() => undefined);
}

/** What was taken back meanwhile, by its rider or by signing out, is not sent. */
async function sendStored(one: Unsent): Promise<Sent> {
  return (await readOutbox()).some(({ id }) => id === one.id) ? sendUnsent(one) : { kind: "later" };
}

/**
 * Sends what waits, once, and has told what came of it: pages and worker take turns under one lock. `tell` shows it to the reader.
 * Answers what was told, and how much still waits.
 */
export async function drainOutbox(
  now: Instant,
  tell: (news: Unsent[]) => Promise<void>,
): Promise<{ news: Unsent[]; waiting: number }> {
  const run = async () => {
    const before = await readOutbox();
    const waited = before.filter(isWaiting).length;
    const list = waited > 0 ? await drain(before, sendStored, now) : before;
    const waiting = list.filter(isWaiting).length;
    if (waiting < waited) await change((stored) => mergeOutbox(stored, before, list));
    const news = untold(list);
    if (news.length > 0) {
      await tell(news);
      await change((stored) =>
        stored.map((one) => (news.some(({ id }) => id === one.id) ? { ...one, told: true } : one)),
      );
    }
    return { news, waiting };
  };
  return "locks" in navigator ? navigator.locks.request(CHANNEL, run) : run();
}
