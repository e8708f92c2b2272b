import { emptyOutbox, OUTBOX } from "#app/features/ground/outbox/outbox-on-device.ts";
import { RIDER } from "#app/features/ground/outbox/outbox.ts";
import { clearDevice } from "#app/device/device-store.ts";

/** What this browser keeps of its rider goes: pages, pictures, the city, passes, wishes, the place. What a desk could not send yet is not the rider's, and stays. */
export async function forgetRider(): Promise<void> {
  await emptyOutbox(RIDER);
  await clearDevice(OUTBOX);
  try {
    localStorage.removeItem("nuanyi-place");
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
  if ("caches" in window)
    for (const name of await caches.keys()) if (!name.startsWith("assets-")) await caches.delete(name);
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
  await navigator.clearAppBadge?.().catch(() => undefined);
}
