/** How push stands in this browser. */
export type PushState = "on" | "off" | "denied" | "unsupported" | "insecure" | "timeout";

/** Where Google cannot be reached, subscribe() never answers: after this many milliseconds it is given up. */
const PATIENCE = 12_000;
const ADDRESS = "/api/v1/push-subscriptions";

const supported = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const within = <T,>(work: Promise<T>, milliseconds: number): Promise<T> =>
  Promise.race([work, new Promise<never>((_, reject) => { setTimeout(() => reject(new Error("timeout")), milliseconds); })]);

/** Asks the browser, not the server: permission and subscription are the browser's to know. */
export async function pushState(trustworthy: boolean): Promise<PushState> {
  if (!trustworthy || !window.isSecureContext) return "insecure";
  if (!supported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ? "on" : "off";
}

/** Asks for permission, subscribes, and tells the server; answers how it ended. */
export async function subscribe(publicKey: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return Notification.permission === "denied" ? "denied" : "off";
  try {
    const registration = await within(navigator.serviceWorker.ready, PATIENCE);
    const subscription = await within(registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }), PATIENCE);
    const response = await fetch(ADDRESS, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(subscription) });
    if (response.ok) return "on";
    await subscription.unsubscribe();
    return "off";
  } catch {
    return "timeout";
  }
}

export async function unsubscribe(): Promise<PushState> {
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await fetch(ADDRESS, { method: "DELETE" });
  return "off";
}

/** Has the server send a push to this browser; false when its subscription is gone. */
export async function testPush(): Promise<boolean> {
  const response = await fetch(`${ADDRESS}/test`, { method: "POST" });
  return response.ok && ((await response.json()) as { outcome: string }).outcome === "sent";
}
