import { newsWords } from "./outbox-words.ts";
import type { Unsent } from "./outbox.ts";

/** Tells what came of entries by notification, where the reader allowed it; the same news twice is seen once. */
export async function notify(registration: ServiceWorkerRegistration | undefined, news: Unsent[]): Promise<void> {
  if (!registration || typeof Notification === "undefined" || Notification.permission !== "granted") return;
  for (const one of news) {
    const { title, body } = newsWords(one, one.language);
    const navigate = one.done?.path ?? "/bookings";
    await registration
      .showNotification(title, {
        body,
        tag: one.id,
        lang: one.language === "zh" ? "zh-CN" : "en",
        icon: "/icons/icon-192.png",
        badge: "/icons/badge-96.png",
        data: { navigate },
      })
      .catch(() => undefined);
  }
}
