import { stopwatch } from "#app/time/clock.ts";

/** How push stands in this browser. */
export type PushState = "on" | "off" | "denied" | "unsupported" | "insecure" | "timeout";

/** Where Google cannot be reached, subscribe() never answers: after this many milliseconds it is given up. */
const PATIENCE = 12_000;
/** Whose subscription of this browser: its rider's, or that of whoever serves. */
export type PushReader = "rider" | "staff";
const ADDRESSES: Record<PushReader, string> = {
  rider: "/api/v1/push-subscriptions",
  staff: "/api/v1/staff/push-subscriptions",
};

const supported = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const within = <T>(work: Promise<T>, milliseconds: number): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error("timeout")), milliseconds);
    }),
  ]);

/** Asks the browser: permission and subscription are its to know. `kept` is false where the server has no subscription of this reader. */
export async function pushState(trustworthy: boolean, kept: boolean): Promise<PushState> {
  if (!trustworthy || !window.isSecureContext) return "insecure";
  if (!supported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration();
  return kept && (await registration?.pushManager.getSubscription()) ? "on" : "off";
}

/** Asks for permission, subscribes, and tells the server; answers how it ended. */
export async function subscribe(publicKey: string, reader: PushReader): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted")
    return Notification.permission === "denied" ? "denied" : "off";
  try {
    const registration = await within(navigator.serviceWorker.ready, PATIENCE);
    const subscription = await within(
      registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }),
      PATIENCE,
    );
    const response = await fetch(ADDRESSES[reader], {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(subscription),
    });
    if (response.ok) return "on";
    if (reader === "rider") await subscription.unsubscribe();
    return "off";
  } catch {
    return "timeout";
  }
}

/** Turns push off; the browser's own subscription goes with its rider's only, for both may use it. */
export async function unsubscribe(reader: PushReader): Promise<PushState> {
  const registration = reader === "rider" ? await navigator.serviceWorker.getRegistration() : undefined;
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await fetch(ADDRESSES[reader], { method: "DELETE" });
  return "off";
}

/** What came of a test: seen by the worker after so many milliseconds, or how far it got. */
export type PushTest =
  { kind: "arrived"; milliseconds: number } | { kind: "silent" | "gone" | "later" | "too-many" | "unanswered" };
/** Milliseconds in which a push that was sent is waited for. */
const ARRIVES_WITHIN = 20_000;
/** On this channel the worker says that a push came. */
export const PUSH_CHANNEL = "nuanyi-push";

/** Has the server send a push to this browser, and waits until its worker has seen it. */
export async function testPush(reader: PushReader): Promise<PushTest> {
  const passed = stopwatch();
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(PUSH_CHANNEL);
  const arrived = new Promise<PushTest>((resolve) => {
    if (channel)
      channel.onmessage = ({ data }) => {
        if (data === "test") resolve({ kind: "arrived", milliseconds: Math.round(passed()) });
      };
  });
  try {
    const response = await fetch(`${ADDRESSES[reader]}/test`, { method: "POST" });
    if (response.status === 429) return { kind: "too-many" };
    const outcome = response.ok
      ? ((await response.json()) as { outcome: "sent" | "gone" | "later" | "no-subscription" }).outcome
      : "later";
    if (outcome !== "sent") return { kind: outcome === "later" ? "later" : "gone" };
    return await Promise.race([
      arrived,
      new Promise<PushTest>((resolve) => {
        setTimeout(() => resolve({ kind: "silent" }), ARRIVES_WITHIN);
      }),
    ]);
  } catch {
    return { kind: "unanswered" };
  } finally {
    channel?.close();
  }
}

/**
 * At a start: a rider who wants push, allows it and lost the subscription gets one again, without a question. Browsers drop
 * subscriptions, and Firefox says so without giving a new one.
 */
export async function renewPush(publicKey: string, kept: boolean): Promise<void> {
  if (!window.isSecureContext || !supported() || Notification.permission !== "granted") return;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription().catch(() => null);
  if (subscription && kept) return;
  if (subscription)
    await fetch(ADDRESSES.rider, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(subscription),
    }).catch(() => undefined);
  else await subscribe(publicKey, "rider");
}
