import type { PushPayload } from "#app/features/telling/push/push-payload.ts";

/** What a push shows; without a payload that was understood, a word that there is a message. */
export function notificationOf(payload: PushPayload | undefined): {
  title: string;
  options: NotificationOptions & { data: { navigate: string } };
} {
  const shared = { icon: "/icons/icon-192.png", badge: "/icons/badge-96.png" };
  if (!payload)
    return {
      title: "暖驿 Nuanyi",
      options: { ...shared, body: "有一条新消息 · A new message", tag: "inbox", data: { navigate: "/inbox" } },
    };
  const { title, body, tag, lang, navigate } = payload.notification;
  return { title, options: { ...shared, body, tag, lang, data: { navigate } } };
}
